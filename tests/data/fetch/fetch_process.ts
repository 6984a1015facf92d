/**
 * `data fetch` for tests to kill: `fetch_process.ts <port> <flags…>` sends every request to a venue
 * on this machine.
 */
import { runCommand } from "../../../data/cli.ts";
import { fetchCommand } from "../../../data/commands/fetch.ts";
import { localSeams } from "./fake/venue_server.ts";

const [port, ...flags] = Deno.args;
await runCommand(fetchCommand(localSeams(Number(port))), flags);
