import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { replay } from "../../../live/runner/replay.ts";
import { journalFile } from "../../../live/runner/session_store.ts";
import { inTempDir, refuses } from "../../data/helpers.ts";
import { deploymentOf, FROM, live, runTask, withPromoted } from "../fixtures.ts";
import { sandboxChildren } from "./sandbox_fixtures.ts";

const short = deploymentOf({ to: FROM + 60 * 86_400_000 });

function edit(dataDir: string, change: (db: DatabaseSync) => void): void {
  const db = new DatabaseSync(journalFile(dataDir, "btc-1"));
  change(db);
  db.close();
}

function withSession(action: (dataDir: string) => Promise<void>): Promise<void> {
  return withPromoted(async (dataDir) => {
    assert.equal((await live(dataDir, short)).state, "ended");
    await action(dataDir);
    assert.deepEqual(sandboxChildren(), []);
  });
}

Deno.test("replay names the first decision that differs once an input was changed", () =>
  withSession(async (dataDir) => {
    let at = 0;
    edit(dataDir, (db) => {
      const [{ row } = {}] = db.prepare("SELECT row FROM decisions ORDER BY n LIMIT 1 OFFSET 9")
        .all();
      at = Number(row);
      const { body } = db.prepare("SELECT body FROM inputs WHERE row = ?").get(at - 3)!;
      // Five times the price for one bar: the fast mean leaps over the slow one.
      const message = JSON.parse(String(body));
      for (const bar of message.bars) for (let i = 1; i <= 4; i++) bar[i] *= 5;
      db.prepare("UPDATE inputs SET body = ? WHERE row = ?").run(JSON.stringify(message), at - 3);
    });
    const { identical, difference, decisions } = await replay(dataDir, "btc-1");
    assert.equal(identical, false);
    assert.ok(decisions >= 8 && decisions <= 10);
    const { ts, journalled, replayed } = difference!;
    assert.notEqual(journalled, replayed);
    assert.ok(Math.abs(ts - (FROM + at * 3_600_000)) <= 3 * 3_600_000);
    const { code, stdout } = await runTask("replay", ["btc-1", "--json", "--data-dir", dataDir]);
    assert.equal(code, 1);
    assert.deepEqual(JSON.parse(stdout).difference, difference);
    const sheet = await runTask("replay", ["btc-1", "--data-dir", dataDir]);
    assert.match(sheet.stdout, /btc-1 does NOT replay: it differs on the bar of 2023-/);
  }));

Deno.test("replay names a journalled decision that was changed, removed or added", () =>
  withSession(async (dataDir) => {
    const [first] = all5(dataDir);
    const changes: [sql: string, journalled: (text: string) => string | null][] = [
      [
        `UPDATE decisions SET text = replace(text, '"buy"', '"sell"') WHERE n = ${first!.n}`,
        (text) => text.replace('"buy"', '"sell"'),
      ],
      [`DELETE FROM decisions WHERE n = ${first!.n}`, () => null],
    ];
    for (const [sql, journalled] of changes) {
      edit(dataDir, (db) => db.exec(sql));
      const { identical, difference } = await replay(dataDir, "btc-1");
      assert.equal(identical, false);
      assert.deepEqual(difference, {
        ts: FROM + first!.row * 3_600_000,
        journalled: journalled(first!.text),
        replayed: first!.text,
      });
      edit(dataDir, (db) =>
        db.prepare("INSERT OR REPLACE INTO decisions VALUES (?, ?, ?, 'x', '')")
          .run(first!.n, first!.row, first!.text));
    }
    assert.equal((await replay(dataDir, "btc-1")).identical, true);
    edit(
      dataDir,
      (db) =>
        db.exec(`INSERT INTO decisions (row, text, why, refusal) VALUES (3, '{"id":1}', '', '')`),
    );
    assert.deepEqual((await replay(dataDir, "btc-1")).difference, {
      ts: FROM + 3 * 3_600_000,
      journalled: '{"id":1}',
      replayed: null,
    });
  }));

Deno.test("replay of a damaged journal is refused in a sentence, without a stack trace", () =>
  withSession(async (dataDir) => {
    const damages = [
      `UPDATE inputs SET body = substr(body, 1, 30) WHERE row = 40`,
      `UPDATE inputs SET body = replace(body, '"events":[]', '"events":[["fill",999,1,1,0,0]]') WHERE row = 41`,
      `UPDATE inputs SET body = '{}' WHERE row = 42`,
    ];
    for (const damage of damages) {
      const file = journalFile(dataDir, "btc-1");
      Deno.copyFileSync(file, `${file}.whole`);
      edit(dataDir, (db) => db.exec(damage));
      const { code, stdout, stderr } = await runTask("replay", [
        "btc-1",
        "--json",
        "--data-dir",
        dataDir,
      ]);
      assert.deepEqual([code, stdout], [1, ""], damage);
      assert.match(stderr, /^error: [^\n]+\n$/, damage);
      Deno.copyFileSync(`${file}.whole`, file);
    }
  }));

Deno.test("replay refuses an unknown session and says which are held", () =>
  withSession(async (dataDir) => {
    await refuses(() => replay(dataDir, "btc-11"), 'did you mean "btc-1"?', "(held: btc-1)");
    await inTempDir((empty) => refuses(() => replay(empty, "btc-1"), 'run "deno task live" first'));
  }));

function all5(dataDir: string): { n: number; row: number; text: string }[] {
  const db = new DatabaseSync(journalFile(dataDir, "btc-1"), { readOnly: true });
  const rows = db.prepare("SELECT n, row, text FROM decisions ORDER BY n LIMIT 5").all();
  db.close();
  return rows as unknown as { n: number; row: number; text: string }[];
}
