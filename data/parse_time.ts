const pattern =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?\s*(Z|UTC|[+-]\d\d(?::?\d\d)?)?)?$/i;

/**
 * Milliseconds since the epoch of an ISO 8601 date ("2023-01-01") or time ("2023-01-01T09:30Z",
 * "2023-01-01 09:30:00+02:00"), or `undefined` for anything else, 30 February included. Without an
 * offset the text is UTC; a fraction finer than a millisecond is kept.
 */
export function parseTime(text: string): number | undefined {
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour = "0", minute = "0", second = "0", fraction = "", zone = "Z"] =
    match;
  const fields = [year, month, day, hour, minute, second].map(Number) as Six;
  const ts = Date.UTC(fields[0], fields[1] - 1, ...(fields.slice(2) as [number]));
  if (!names(ts, fields)) return undefined;
  const offset = offsetMs(zone);
  return offset === undefined ? undefined : ts + Number(`0.${fraction || 0}`) * 1000 - offset;
}

type Six = [number, number, number, number, number, number];

/** Whether the time reads back as the same fields: `Date.UTC` rolls 30 February into March. */
function names(ts: number, fields: Six): boolean {
  const date = new Date(ts);
  return date.getUTCFullYear() === fields[0] && date.getUTCMonth() === fields[1] - 1 &&
    date.getUTCDate() === fields[2] && date.getUTCHours() === fields[3] &&
    date.getUTCMinutes() === fields[4] && date.getUTCSeconds() === fields[5];
}

function offsetMs(zone: string): number | undefined {
  if (/^(z|utc)$/i.test(zone)) return 0;
  const hours = Number(zone.slice(1, 3));
  const minutes = Number(zone.slice(3).replace(":", ""));
  if (hours > 14 || minutes > 59) return undefined;
  return (zone[0] === "-" ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
