"""Small calendars as a stranger's server would send them."""


def entry(uid: str = "1@there", **properties: str) -> str:
    given = {
        "DTSTAMP": "20251101T000000Z",
        "DTSTART;VALUE=DATE": "20260310",
        "DTEND;VALUE=DATE": "20260312",
        "SUMMARY": f"Meeting {uid}",
        **properties,
    }
    if any(name.partition(";")[0] == "DTSTART" and "=DATE" not in name for name in properties):
        del given["DTSTART;VALUE=DATE"], given["DTEND;VALUE=DATE"]
    lines = [f"{name}:{value}" for name, value in given.items()]
    return "\r\n".join(["BEGIN:VEVENT", f"UID:{uid}", *lines, "END:VEVENT"])


def calendar(*entries: str, head: str = "") -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//there//there//EN"]
    if head:
        lines.append(head)
    return ("\r\n".join([*lines, *entries, "END:VCALENDAR"]) + "\r\n").encode()
