import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { Journal, type JournalRow } from "../../../live/journal/journal.ts";
import { inTempDir, refuses } from "../../data/helpers.ts";
import { all } from "../runner/session_state.ts";

function rowOf(row: number, decisions: JournalRow["decisions"] = []): JournalRow {
  const message = {
    row,
    ts: row * 60_000,
    events: [["working", 1]],
    bars: [[0, 1, 2, 0.1, 1.5, null]],
  };
  return { row, ts: message.ts, body: JSON.stringify(message), equity: 0.1 + row, decisions };
}

const asked: JournalRow["decisions"] = [
  { decision: ['{"id":1,"ts":60000}', 'why: "quoted", café,\nline'], refusal: "" },
  { decision: ['{"cancel":1,"ts":60000}', ""], refusal: "" },
  { decision: ['{"id":2,"ts":60000}', "b"], refusal: "too large" },
];

function inJournalDir(action: (file: string) => Promise<void> | void): Promise<void> {
  return inTempDir((dir) => action(`${dir}/journal.sqlite`));
}

Deno.test("Journal gives rows, decisions and trades back as they were written", () =>
  inJournalDir((file) => {
    const rows = [rowOf(0), rowOf(1, asked), rowOf(2), rowOf(3, asked.slice(0, 1))];
    const journal = Journal.open(file, '{"a":1}', 5);
    for (const row of rows) {
      journal.append(row, row.row === 2 ? [{ tradeId: "t1", orderId: 1 }] : []);
    }
    journal.commit(6);
    journal.close();
    const again = Journal.open(file, '{"another":2}', 7);
    assert.deepEqual([...again.rows()], rows);
    assert.deepEqual([...again.messages()], rows.map(({ body }) => JSON.parse(body)));
    assert.deepEqual([...again.tradeIds()], ["t1"]);
    assert.equal(again.config, '{"a":1}');
    again.close();
  }));

Deno.test("Journal loses rows that were not committed whole", () =>
  inJournalDir((file) => {
    const first = Journal.open(file, "{}", 0);
    first.append(rowOf(0));
    first.append(rowOf(1, asked), [{ tradeId: "t1", orderId: 1 }]);
    first.commit(1);
    first.append(rowOf(2, asked), [{ tradeId: "t2", orderId: 1 }]);
    first.append(rowOf(3));
    first.close();
    const second = Journal.open(file, "{}", 2);
    assert.deepEqual([...second.rows()], [rowOf(0), rowOf(1, asked)]);
    assert.deepEqual([...second.tradeIds()], ["t1"]);
    second.append(rowOf(2));
    second.commit(3);
    assert.equal([...second.rows()].length, 3);
    second.close();
  }));

Deno.test("Journal keeps no part of a row whose writing failed", () =>
  inJournalDir((file) => {
    const journal = Journal.open(file, "{}", 0);
    journal.append(rowOf(0), [{ tradeId: "t1", orderId: 1 }]);
    journal.commit(1);
    const twice = () => journal.append(rowOf(1, asked), [{ tradeId: "t1", orderId: 2 }]);
    assert.throws(twice, /UNIQUE/);
    journal.setState("halted", "a trade twice", 2);
    assert.deepEqual([...journal.rows()], [rowOf(0)]);
    assert.throws(() => journal.append(rowOf(0)), /UNIQUE/);
    journal.append(rowOf(1));
    journal.commit(3);
    assert.equal([...journal.rows()].length, 2);
    journal.close();
  }));

Deno.test("Journal.setState and Journal.note take the rows before them along", () =>
  inJournalDir((file) => {
    const journal = Journal.open(file, "{}", 10);
    journal.append(rowOf(0, asked));
    journal.note("started", 11);
    assert.equal(all(file, "SELECT * FROM decisions").length, 3);
    journal.append(rowOf(1));
    journal.setState("stopped", "by its runner", 12);
    journal.close();
    const [session] = all(file, "SELECT started, updated, state, reason, epoch FROM session");
    assert.deepEqual({ ...session }, {
      started: 10,
      updated: 12,
      state: "stopped",
      reason: "by its runner",
      epoch: 1,
    });
    assert.equal(all(file, "SELECT * FROM inputs").length, 2);
    Journal.open(file, "{}", 13).close();
    const [again] = all(file, "SELECT started, state, reason, epoch FROM session");
    assert.deepEqual({ ...again }, { started: 10, state: "running", reason: "", epoch: 2 });
  }));

Deno.test("Journal is read beside its writer, which goes on", () =>
  inJournalDir((file) => {
    const writer = Journal.open(file, "{}", 0);
    const reader = new DatabaseSync(file, { readOnly: true });
    const count = () => Number(reader.prepare("SELECT count(*) AS n FROM inputs").get()!.n);
    for (let row = 0; row < 50; row++) {
      const before = count();
      writer.append(rowOf(row));
      assert.equal(count(), before, "a row was seen before it was durable");
      if (row % 5 === 4) writer.commit(row);
    }
    assert.equal(count(), 50);
    reader.exec("BEGIN");
    assert.equal(count(), 50);
    writer.append(rowOf(50));
    writer.commit(50);
    assert.equal(count(), 50, "a reader's snapshot moved");
    reader.exec("COMMIT");
    assert.equal(count(), 51);
    reader.close();
    writer.close();
  }));

Deno.test("Journal is durable: write-ahead log, and synced at each commit", () =>
  inJournalDir((file) => {
    const seen: string[] = [];
    const { exec } = DatabaseSync.prototype;
    DatabaseSync.prototype.exec = function (sql: string) {
      seen.push(sql);
      return exec.call(this, sql);
    };
    try {
      Journal.open(file, "{}", 0).close();
    } finally {
      DatabaseSync.prototype.exec = exec;
    }
    assert.match(seen.join(";"), /journal_mode = WAL/);
    assert.match(seen.join(";"), /synchronous = FULL/);
  }));

Deno.test("Journal.open refuses a file that it cannot write, in one sentence", () =>
  inTempDir(async (dir) => {
    Deno.writeTextFileSync(`${dir}/text`, "this is no database, it is only text\n".repeat(99));
    await refuses(
      () => Journal.open(`${dir}/text`, "{}", 0),
      "Cannot open the journal",
      "not a database",
    );
    await refuses(() => Journal.open(`${dir}/no/journal`, "{}", 0), "Cannot open the journal");
    await refuses(() => Journal.open(dir, "{}", 0), "Cannot open the journal");
  }));
