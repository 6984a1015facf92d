import assert from "node:assert/strict";
import { readSession } from "../../../live/journal/read_sessions.ts";
import { deploymentOf, FROM, root, withPromoted, writeDeployments } from "../fixtures.ts";

const month = deploymentOf({ to: FROM + 30 * 86_400_000 });

Deno.test("live: a signal to the whole group, as a terminal sends it, stops the session and does not halt it", () =>
  withPromoted(async (dataDir) => {
    const file = writeDeployments(dataDir, month);
    const script =
      `"$0" run -q -P=live live/commands/live.ts "$1" --json --data-dir "$2" --speed 360000 & ` +
      "sleep 2; kill -TERM -- -$$; wait $!";
    const { stdout, stderr } = await new Deno.Command("setsid", {
      args: ["--wait", "bash", "-c", `trap : TERM; ${script}`, Deno.execPath(), file, dataDir],
      cwd: root,
    }).output();
    const [text, errors] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
    assert.equal(errors, "");
    assert.equal(JSON.parse(text!).sessions[0].state, "stopped");
    assert.equal(readSession(dataDir, "btc-1").state, "stopped");
  }));
