import assert from "node:assert/strict";
import fc from "fast-check";
import { tableChecksum } from "../../../data/dataset_table.ts";
import { findBadRow } from "../../../data/find_bad_row.ts";
import { openLake } from "../../../data/mod.ts";
import { UserError } from "../../../data/user_error.ts";
import { inTempDir, refuses } from "../helpers.ts";
import { rowsOf } from "./dataset_rows.ts";

const start = Date.UTC(2024);
const query = { dataset: "trades", symbol: "BTC/USDT:USDT", venue: "test" } as const;

async function lakeWith(dataDir: string) {
  const lake = openLake({ dataDir });
  const table = rowsOf("trades", Array.from({ length: 3_000 }, (_, i) => start + i));
  const { files } = await lake.writeDataset({ ...query, table });
  return { lake, table, file: files[0]! };
}

Deno.test("a file cut short anywhere is named by every reader, and no row of it is given", () =>
  inTempDir(async (dataDir) => {
    const { lake, table, file } = await lakeWith(dataDir);
    const bytes = Deno.readFileSync(file);
    for (const size of [0, 3, 12, 400, bytes.length >> 1, bytes.length - 9, bytes.length - 1]) {
      Deno.writeFileSync(file, bytes.subarray(0, size));
      await refuses(() => lake.readDataset(query), `Cannot read trades from "${file}"`, "damaged");
      await refuses(() => lake.writeDataset({ ...query, table }), file, "damaged");
      await refuses(() => lake.listDatasets(), file);
      assert.equal(Deno.statSync(file).size, size);
    }
  }));

Deno.test("bytes that a disk spoilt are refused, or their rows keep every rule and another checksum", () =>
  inTempDir(async (dataDir) => {
    const { lake, table, file } = await lakeWith(dataDir);
    const { checksum } = await lake.readDataset(query);
    const bytes = Deno.readFileSync(file);
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: bytes.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        async (at, change) => {
          const spoilt = bytes.slice();
          spoilt[at]! ^= change;
          Deno.writeFileSync(file, spoilt);
          try {
            const loaded = await lake.readDataset(query);
            assert.equal(findBadRow("trades", loaded.columns), undefined);
            const same = tableChecksum(loaded.columns) === tableChecksum(table);
            assert.equal(loaded.checksum === checksum, same);
          } catch (error) {
            assert.ok(error instanceof UserError, String(error));
            assert.ok(error.message.includes(file));
            refused++;
          }
        },
      ),
      { seed: 8, numRuns: 150 },
    );
    assert.ok(refused > 10, `${refused} of 150 refused`);
    Deno.writeFileSync(file, bytes);
    assert.equal((await lake.readDataset(query)).checksum, checksum);
  }));
