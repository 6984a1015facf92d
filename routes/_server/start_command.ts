import { Command, InvalidArgumentError, Option } from "commander";
import { dataDirOption } from "../../data/cli_options.ts";
import { UserError } from "../../data/user_error.ts";
import { createApp } from "./create_app.ts";
import { openDashboard } from "./dashboard.ts";

interface Options {
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
}

const ADDRESS = "127.0.0.1";

/** `deno task start`: the dashboard, on this machine only, until it is interrupted. */
export function startCommand(): Command {
  return new Command("start")
    .description("Open the dashboard on this machine")
    .addOption(
      new Option("--port <port>", "where it listens").default(8000).argParser(parsePort),
    )
    .addOption(
      new Option("--host <address>", "this machine only").default(ADDRESS).argParser(parseHost),
    )
    .addOption(dataDirOption())
    .action(run);
}

async function run({ port, dataDir }: Options): Promise<void> {
  const dashboard = openDashboard(dataDir);
  const stop = new AbortController();
  let answer: Answer = () => new Response(null, { status: 503 });
  const server = listen(port, stop.signal, (request) => answer(request));
  const hosts = [ADDRESS, "localhost"].map((name) => `${name}:${server.addr.port}`);
  answer = createApp({ dashboard, hosts }).fetch;
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    Deno.addSignalListener(name, () => stop.abort());
  }
  console.log(`Dashboard: http://${hosts[0]}\nData:      ${dataDir}`);
  await server.finished;
  Deno.exit(0);
}

type Answer = (request: Request) => Response | Promise<Response>;

function listen(port: number, signal: AbortSignal, answer: Answer): Deno.HttpServer<Deno.NetAddr> {
  try {
    return Deno.serve({ hostname: ADDRESS, port, signal, onListen: () => {} }, answer);
  } catch (error) {
    if (error instanceof Deno.errors.AddrInUse) {
      throw new UserError(
        `Cannot open the dashboard at ${ADDRESS}:${port}: something else listens on port ${port}; ` +
          `stop it, or name another with --port, such as --port ${port < 65535 ? port + 1 : 8000}`,
      );
    }
    if (error instanceof Deno.errors.PermissionDenied) {
      throw new UserError(
        `Cannot open the dashboard at ${ADDRESS}:${port}: the system keeps port ${port} to itself; ` +
          "name one from 1024 on with --port, such as --port 8000",
      );
    }
    throw error;
  }
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65535) return port;
  throw new InvalidArgumentError(
    "it is not a port; name one up to 65535; 0 takes any that is free",
  );
}

function parseHost(text: string): string {
  if (text === ADDRESS || text === "localhost") return text;
  throw new InvalidArgumentError(
    "the dashboard has no log-in and answers on this machine only; leave --host out, and reach " +
      "it from elsewhere through an SSH tunnel",
  );
}
