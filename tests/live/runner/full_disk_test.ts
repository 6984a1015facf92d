import assert from "node:assert/strict";
import type { Journal } from "../../../live/journal/journal.ts";
import { journalFile, ledgerFile } from "../../../live/runner/session_store.ts";
import { inTempDir } from "../../data/helpers.ts";
import { deploymentOf, live, promoteNamed } from "../fixtures.ts";
import { sandboxChildren } from "./sandbox_fixtures.ts";
import { Life } from "./session_fixtures.ts";
import { bars, calm, changed } from "./session_lives.ts";
import { all, summaryOf } from "./session_state.ts";

Deno.test("rule 6: nothing is sent once the journal refuses a write", async () => {
  for (const fails of ["append", "commit"] as const) {
    await inTempDir(async (dir) => {
      let [writes, sent, refused] = [0, 0, 0];
      const failing = (journal: Journal) =>
        new Proxy(journal, {
          get(target, name) {
            const value = Reflect.get(target, name, target);
            if (typeof value !== "function") return value;
            return (...args: unknown[]) => {
              if (name === fails && ++writes > 30) {
                refused = sent;
                throw new Error("database or disk is full");
              }
              return value.apply(target, args);
            };
          },
        });
      const life = new Life(dir, bars, ({ journal, venue }) => ({
        journal: failing(journal),
        venue: changed(venue, { submit: (id, text) => (sent++, venue.submit(id, text)) }),
      }));
      await assert.rejects(life.run(), /disk is full/);
      life.close();
      assert.equal(sent, refused);
      const next = await new Life(dir, bars).run();
      next.close();
      assert.deepEqual(summaryOf(next.session), await calm());
    });
  }
});

async function mount(dir: string, options: string): Promise<boolean> {
  const args = ["-t", "tmpfs", "-o", options, "tmpfs", dir];
  try {
    return (await new Deno.Command("mount", { args, stderr: "null" }).output()).success;
  } catch {
    return false;
  }
}

async function canMount(): Promise<boolean> {
  let mounted = false;
  await inTempDir(async (dir) => {
    mounted = await mount(dir, "size=64k");
    if (mounted) await new Deno.Command("umount", { args: [dir] }).output();
  });
  return mounted;
}

Deno.test({
  name:
    "rule 6: a full disk halts the session; with room again it ends as if there had been always",
  ignore: !await canMount(),
  fn: () =>
    inTempDir(async (dataDir) => {
      assert.ok(await mount(dataDir, "size=700k"));
      try {
        const { backtest: { record } } = await promoteNamed(dataDir, "sma_cross");
        const halted = await live(dataDir, deploymentOf());
        assert.equal(halted.state, "halted");
        assert.match(halted.reason, /full|I\/O/);
        assert.deepEqual(sandboxChildren(), []);
        const texts = (file: string, sql: string) => all(file, sql).map(({ text }) => text);
        const sent = texts(ledgerFile(dataDir, "btc-1"), "SELECT text FROM asked");
        const held = texts(journalFile(dataDir, "btc-1"), "SELECT text FROM decisions");
        assert.ok(sent.length > 5 && sent.every((text) => held.includes(text)));
        assert.ok(await mount(dataDir, "remount,size=64m"));
        const outcome = await live(dataDir, deploymentOf());
        assert.deepEqual(
          [outcome.sessionId, outcome.state, outcome.decisionHash, outcome.finalEquity],
          ["btc-1", "ended", record.decisionHash, record.finalEquity],
        );
      } finally {
        await new Deno.Command("umount", { args: [dataDir] }).output();
      }
    }),
});
