// The feed as a JavaScript library reads it: node.mjs LIBRARY FILE ADDRESS INSTALLED KIND -> JSON.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const [library, file, address, installed, kind] = process.argv.slice(2);
const when = kind === "VTODO" ? "due" : "start";
const require = createRequire(`${installed}/package.json`);
const compact = (moment) => moment.toISOString().replace(/[-:]|\.\d+/g, "");
const two = (number) => String(number).padStart(2, "0");
const day = (date) => `${date.getFullYear()}${two(date.getMonth() + 1)}${two(date.getDate())}`;

async function byIcalJs() {
  const module = await import(require.resolve("ical.js"));
  const ICAL = module.default.Component ? module.default : module.default.default;
  ICAL.design.strict = true;
  const root = new ICAL.Component(ICAL.parse(readFileSync(file, "utf8")));
  for (const zone of root.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  return root.getAllSubcomponents(kind.toLowerCase()).map((entry) => {
    const start = entry.getFirstPropertyValue(when === "due" ? "due" : "dtstart");
    const named = entry.getFirstPropertyValue("recurrence-id");
    const written = (time) => (time.isDate ? time.toICALString() : compact(time.toJSDate()));
    return [
      entry.getFirstPropertyValue("uid"),
      entry.getFirstPropertyValue("summary"),
      written(start),
      named ? written(named) : "",
    ];
  });
}

async function byNodeIcal() {
  const found = await require("node-ical").async.fromURL(address);
  const written = (time) => (time.dateOnly ? day(time) : compact(time));
  // It files a changed instance below what recurs, under more than one name.
  return Object.values(found)
    .flatMap((entry) => [entry, ...new Set(Object.values(entry.recurrences ?? {}))])
    .filter((entry) => entry.type === kind)
    .map((entry) => [
      entry.uid,
      typeof entry.summary === "object" ? entry.summary.val : entry.summary,
      written(entry[when]),
      entry.recurrenceid ? written(entry.recurrenceid) : "",
    ]);
}

const read = { "ical.js": byIcalJs, "node-ical": byNodeIcal }[library];
process.stdout.write(JSON.stringify(await read()));
