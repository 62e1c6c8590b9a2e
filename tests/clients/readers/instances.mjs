// What recurs, as Thunderbird's parser expands it: instances.mjs FILE FROM UNTIL INSTALLED -> JSON.
// FROM and UNTIL are days; a row is UID, start, end, each moment in UTC.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [file, since, until, installed] = process.argv.slice(2);
const require = createRequire(`${installed}/package.json`);
const module = await import(require.resolve("ical.js"));
const ICAL = module.default.Component ? module.default : module.default.default;
const MOST = 20000;

const root = new ICAL.Component(ICAL.parse(readFileSync(file, "utf8")));
for (const zone of root.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
const written = (time) =>
  time.isDate
    ? time.toICALString()
    : new Date(time.toUnixTime() * 1000).toISOString().replace(/[-:]|\.\d+/g, "");
const unix = (time) => time.toUnixTime();
const [first, last] = [since, until].map((day) => Date.parse(`${day}T00:00:00Z`) / 1000);

const masters = new Map();
const exceptions = [];
for (const component of root.getAllSubcomponents("vevent")) {
  const event = new ICAL.Event(component, { strictExceptions: false });
  if (event.isRecurrenceException()) exceptions.push(event);
  else masters.set(event.uid, event);
}
const alone = [];
for (const event of exceptions) {
  const master = masters.get(event.uid);
  if (master) master.relateException(event);
  else alone.push(event);
}
const rows = [];
const add = (uid, start, end) => {
  if (unix(start) < last && (unix(end) > first || unix(start) >= first))
    rows.push([uid, written(start), written(end)]);
};
for (const [uid, event] of masters) {
  if (!event.isRecurring()) {
    add(uid, event.startDate, event.endDate);
    continue;
  }
  const iterator = event.iterator();
  let next;
  let count = 0;
  // A moved instance may come back into the window from a month beyond.
  while ((next = iterator.next()) && unix(next) < last + 40 * 86400 && count++ < MOST) {
    const found = event.getOccurrenceDetails(next);
    add(uid, found.startDate, found.endDate);
  }
}
for (const event of alone) add(event.uid, event.startDate, event.endDate);
rows.sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
process.stdout.write(JSON.stringify(rows));
