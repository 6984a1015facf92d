/**
 * The only file of a sandboxed child: it imports nothing and is never bundled. The first line on
 * standard input is the artefact's code as a JSON string; it is imported as a blob, which can reach
 * no local file. The second is the start message; then each line is a row and gets one line back.
 */

const CHUNK = 65_536;
const decoder = new TextDecoder();
const encoder = new TextEncoder();
const buffer = new Uint8Array(CHUNK);
let text = "";

/** Methods of the console that would write to standard output. */
const PRINTING = [
  "log",
  "info",
  "debug",
  "dir",
  "dirxml",
  "table",
  "group",
  "groupCollapsed",
  "count",
  "timeLog",
  "timeEnd",
] as const;

/** The next line of standard input without its line feed, or null at its end. */
function readLine(): string | null {
  for (;;) {
    const end = text.indexOf("\n");
    if (end >= 0) {
      const line = text.slice(0, end);
      text = text.slice(end + 1);
      return line;
    }
    const parts = [text];
    for (;;) {
      const count = Deno.stdin.readSync(buffer);
      if (count === null) return null;
      const part = decoder.decode(buffer.subarray(0, count), { stream: true });
      parts.push(part);
      if (part.includes("\n")) break;
    }
    text = parts.join("");
  }
}

function writeLine(line: string): void {
  let bytes = encoder.encode(line + "\n");
  while (bytes.length > 0) bytes = bytes.subarray(Deno.stdout.writeSync(bytes));
}

/** A decision that depends on either could not be repeated; promotion refuses what asks for them. */
function takeAwayClockAndChance(): void {
  const none = (what: string) => () => {
    throw new Error(`a strategy has no ${what}; it knows the bars alone`);
  };
  const noClock = none("clock");
  const RealDate = Date;
  RealDate.now = noClock;
  globalThis.Date = new Proxy(RealDate, {
    apply: noClock,
    construct: (target, args, newTarget) =>
      args.length === 0 ? noClock() : Reflect.construct(target, args, newTarget),
  });
  RealDate.prototype.constructor = globalThis.Date;
  Performance.prototype.now = noClock;
  Math.random = none("chance");
  Crypto.prototype.getRandomValues = none("chance");
  Crypto.prototype.randomUUID = none("chance");
  const { Temporal } = globalThis as unknown as { Temporal?: { Now: Record<string, unknown> } };
  if (Temporal) { for (const name of Object.keys(Temporal.Now)) Temporal.Now[name] = noClock; }
}

// What a strategy prints goes to standard error; standard output is the protocol's alone.
for (const name of PRINTING) console[name] = console.error;

takeAwayClockAndChance();

const code: string = JSON.parse(readLine() ?? '""');
const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
const { default: artefact } = await import(url);
const step = artefact.open(JSON.parse(readLine() ?? "null"));
writeLine('{"ready":true}');

for (let line = readLine(); line !== null; line = readLine()) {
  try {
    writeLine(JSON.stringify(step(JSON.parse(line))));
  } catch (error) {
    writeLine(JSON.stringify({ error: error instanceof Error ? error.message : String(error) }));
    Deno.exit(1);
  }
}
