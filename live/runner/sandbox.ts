import { fileURLToPath } from "node:url";
import type { RowMessage, RowReply, StartMessage } from "../../research/engine/mod.ts";
import { LineReader } from "./line_reader.ts";
import { parseReply } from "./parse_reply.ts";

/** Bounds of a sandboxed child; a strategy that needs more is at fault. */
const HEAP_MB = 256;
const DATA_BYTES = 1_073_741_824;
const LINE_BYTES = 1_048_576;
const STDERR_BYTES = 65_536;

/** How long a child may take; a strategy that needs longer is at fault. */
export interface SandboxDeadlines {
  /** To load the artefact. */
  readonly startMs: number;
  /** To answer one row. */
  readonly rowMs: number;
}

const DEADLINES: SandboxDeadlines = { startMs: 20_000, rowMs: 5_000 };

/** One row with its JSON text, exactly as it is journalled. */
export interface SandboxRow {
  readonly message: RowMessage;
  readonly body: string;
}

/** What went wrong in a sandbox; the session that it belongs to must halt. */
export class SandboxError extends Error {}

/**
 * One artefact in a process of its own, without network, files or environment. The loader is its
 * only file and the artefact arrives on standard input, so there is nothing that it could import.
 */
export class Sandbox {
  readonly #child: Deno.ChildProcess;
  readonly #writer: WritableStreamDefaultWriter<Uint8Array>;
  readonly #lines: LineReader;
  readonly #encoder = new TextEncoder();
  readonly #drained: Promise<void>;
  readonly #deadlines: SandboxDeadlines;
  #stderr = "";

  private constructor(child: Deno.ChildProcess, deadlines: SandboxDeadlines) {
    this.#child = child;
    this.#deadlines = deadlines;
    this.#writer = child.stdin.getWriter();
    this.#lines = new LineReader(child.stdout, LINE_BYTES);
    this.#drained = this.#drainStderr();
  }

  /**
   * Starts a child and opens a session of the artefact in it.
   *
   * @param code the artefact's source text.
   * @throws SandboxError where the artefact does not load.
   */
  static async start(
    code: string,
    start: StartMessage,
    deadlines: SandboxDeadlines = DEADLINES,
  ): Promise<Sandbox> {
    const sandbox = new Sandbox(spawn(), deadlines);
    let fault: string;
    try {
      sandbox.#write(JSON.stringify(code) + "\n" + JSON.stringify(start)).catch(() => {});
      const first = await within(deadlines.startMs, sandbox.#lines.next());
      if (first === '{"ready":true}') return sandbox;
      fault = await sandbox.#explain(first);
    } catch (error) {
      fault = error instanceof Error ? error.message : String(error);
    }
    await sandbox.kill();
    throw new SandboxError(`Cannot load the artefact: ${fault}`);
  }

  /**
   * Sends one row and returns the decisions made on it.
   *
   * @throws SandboxError where the child fails, is late, or answers out of turn.
   */
  async step(row: SandboxRow): Promise<RowReply> {
    const replies = await Array.fromAsync(this.stepAll([row]));
    return replies[0]!;
  }

  /** As {@linkcode Sandbox.step} for rows that are all known, without waiting between them. */
  async *stepAll(rows: readonly SandboxRow[]): AsyncGenerator<RowReply> {
    const written = this.#write(rows.map(({ body }) => body).join("\n"));
    written.catch(() => {});
    for (const { message } of rows) {
      const reply = await this.#answer(message);
      if ("error" in reply) {
        await this.kill();
        const at = new Date(message.ts).toISOString();
        const why = oneLine(reply.error);
        throw new SandboxError(`The strategy failed at bar ${message.row} (${at}): ${why}`);
      }
      yield reply;
    }
    await this.#taken(written);
  }

  async #answer({ row }: RowMessage): Promise<RowReply | { error: string }> {
    try {
      const line = await within(this.#deadlines.rowMs, this.#lines.next());
      const reply = line === null ? null : parseReply(line, row);
      return reply ?? { error: await this.#explain(line) };
    } catch (error) {
      return { error: error instanceof Error ? error.message : String(error) };
    }
  }

  /** A child that has answered without reading what it was asked is not waited for. */
  async #taken(written: Promise<void>): Promise<void> {
    try {
      await within(this.#deadlines.rowMs, written);
    } catch (error) {
      await this.kill();
      const reason = error instanceof Error ? error.message : String(error);
      throw new SandboxError(`The strategy failed: it does not read its rows: ${reason}`);
    }
  }

  /** Ends the child at once; a strategy may ignore every signal but this one. */
  async kill(): Promise<void> {
    try {
      this.#child.kill("SIGKILL");
    } catch {
      // It has ended already.
    }
    await this.#writer.abort().catch(() => {});
    await this.#lines.cancel();
    await this.#child.status;
  }

  #write(body: string): Promise<void> {
    return this.#writer.write(this.#encoder.encode(body + "\n"));
  }

  async #explain(line: string | null): Promise<string> {
    if (line !== null) return `it wrote ${JSON.stringify(line.slice(0, 200))} out of turn`;
    // What it wrote last is whole only once it has ended.
    await this.kill();
    await this.#drained;
    const words = this.#stderr.split("\n").find((each) => /error|out of memory/i.test(each));
    return words === undefined ? "its process ended" : oneLine(words);
  }

  async #drainStderr(): Promise<void> {
    const decoder = new TextDecoder();
    for await (const chunk of this.#child.stderr) {
      if (this.#stderr.length < STDERR_BYTES) this.#stderr += decoder.decode(chunk);
    }
  }
}

function spawn(): Deno.ChildProcess {
  const limited = Deno.build.os === "linux";
  const deno = [
    "run",
    "--no-prompt",
    "--no-config",
    "--no-remote",
    "--no-npm",
    "--cached-only",
    `--v8-flags=--max-old-space-size=${HEAP_MB}`,
    fileURLToPath(new URL("./sandbox_loader.ts", import.meta.url)),
  ];
  // A session of its own keeps the terminal's Ctrl-C for the runner; the second ends the child with
  // its runner, however that ends; the third bounds its memory.
  const bounds = ["setpriv", "--pdeathsig", "KILL", "prlimit", `--data=${DATA_BYTES}`, "--core=0"];
  const command = limited ? "setsid" : Deno.execPath();
  const args = limited ? [...bounds, Deno.execPath(), ...deno] : deno;
  const child = new Deno.Command(command, {
    args,
    clearEnv: true,
    env: { DENO_DIR: "/dev/null/x", NO_COLOR: "1" },
    cwd: "/",
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  });
  try {
    return child.spawn();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new SandboxError(
      `Cannot start the sandbox: there is no "${command}"; install util-linux, which has setsid, ` +
        "setpriv and prlimit",
    );
  }
}

/** What a child says, fit for a terminal and a page. */
function oneLine(text: string): string {
  // deno-lint-ignore no-control-regex
  return text.replace(/[\x00-\x1f\x7f-\x9f]+/g, " ").trim().slice(0, 500);
}

/** Gives a promise a deadline. */
async function within<T>(timeoutMs: number, promise: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    const error = new SandboxError(`no answer within ${timeoutMs / 1000} s`);
    timer = setTimeout(() => reject(error), timeoutMs);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
