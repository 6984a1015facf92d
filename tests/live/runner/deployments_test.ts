import assert from "node:assert/strict";
import { readDeployments } from "../../../live/runner/deployments.ts";
import { inTempDir, refuses } from "../../data/helpers.ts";
import { root, runTask, withPromoted } from "../fixtures.ts";

const GOOD = `
deployments:
  - name: btc
    artefact: sma_cross
    venue: paper
    feed: lake
    instruments: [BTC/USDT]
    timeframe: 1h
    from: 2023-01-01
    to: 2023-02-01
    capital: 100000
`;

function withFile(text: string, action: (file: string) => Promise<void> | void): Promise<void> {
  return inTempDir(async (dir) => {
    const file = `${dir}/deployments.yaml`;
    Deno.writeTextFileSync(file, text);
    await action(file);
  });
}

Deno.test("readDeployments reads what ships", () => {
  const [shipped] = readDeployments(`${root}live/deployments.yaml`);
  assert.deepEqual(shipped, {
    name: "sma_cross_btc",
    artefact: "sma_cross",
    venue: "paper",
    feed: "lake",
    instruments: ["BTC/USDT"],
    timeframe: "1h",
    capital: 100_000,
    limits: { maxPosition: 1_000_000, dailyLoss: 0.5 },
  });
});

Deno.test("readDeployments takes dates as UTC, quoted or not", () =>
  withFile(GOOD.replace("2023-02-01", '"2023-02-01T06:00Z"'), (file) => {
    const [{ from, to } = {}] = readDeployments(file);
    assert.deepEqual([from, to], [Date.UTC(2023, 0, 1), Date.UTC(2023, 1, 1, 6)]);
  }));

const edit = (from: string, to: string) => GOOD.replace(from, to);
const bad: [name: string, text: string, ...says: string[]][] = [
  ["an empty file", "", "deployments"],
  ["a list", "- a\n", "expected"],
  ["no deployments", "deployments: []\n", "deployments"],
  ["bad YAML", "deployments: [\n  - {name: }}\n"],
  ["tabs", "deployments:\n\t- name: x\n"],
  ["an unknown field", edit("capital:", "leverage: 3\n    capital:"), "leverage"],
  ["an unknown limit", GOOD + "    limits: {maxLoss: 3}\n", "maxLoss"],
  ["a missing field", edit("    capital: 100000\n", ""), "capital"],
  ["text for a number", edit("100000", "a lot"), "capital", "number"],
  ["a capital of nothing", edit("100000", "0"), "capital"],
  ["a negative capital", edit("100000", "-5"), "capital"],
  ["a capital that is no number", edit("100000", ".nan"), "capital"],
  ["a capital without bound", edit("100000", ".inf"), "capital"],
  ["a daily loss above one", GOOD + "    limits: {dailyLoss: 5}\n", "dailyLoss"],
  ["a bad date", edit("2023-01-01", "2023-02-30"), "from", '"2023-02-30" is not a date'],
  ["a date in words", edit("2023-01-01", "yesterday"), "from", '"yesterday" is not a date'],
  ["an unknown timeframe", edit("1h", "7h"), "timeframe"],
  ["an unknown venue", edit("paper", "binance"), "venue", "paper"],
  ["an unknown feed", edit("lake", "websocket"), "feed", "lake"],
  ["no instruments", edit("[BTC/USDT]", "[]"), "instruments"],
  ["an instrument twice", edit("[BTC/USDT]", "[BTC/USDT, BTC/USDT]"), "instruments", "BTC/USDT"],
  ["a name with a slash", edit("btc", "../btc"), "name"],
  ["a name with capitals", edit("btc", "BTC"), "name"],
  ["one name twice", GOOD + GOOD.replace("\ndeployments:\n", ""), '"btc" is named twice'],
  ["one key twice", GOOD + "    capital: 5\n"],
];

for (const [name, text, ...says] of bad) {
  Deno.test(`readDeployments refuses ${name} in one clear sentence`, () =>
    withFile(text, async (file) => {
      await refuses(() => readDeployments(file), "Cannot read the deployments", file, ...says);
      try {
        readDeployments(file);
      } catch (error) {
        assert.doesNotMatch((error as Error).message, /: :|undefined|\[object/);
        assert.ok((error as Error).message.length < 400);
      }
    }));
}

Deno.test("readDeployments says a missing file", () =>
  refuses(() => readDeployments("/no/such.yaml"), 'No deployments file "/no/such.yaml"'));

Deno.test("live starts nothing where one deployment cannot start", () =>
  withPromoted(async (dataDir) => {
    const second = GOOD.replace("\ndeployments:\n", "").replace("name: btc", "name: second");
    const table: [text: string, says: RegExp][] = [
      [
        second.replace("sma_cross", "smacross"),
        /No artefact "smacross"[^\n]*did you mean "sma_cross"/,
      ],
      [second.replace("sma_cross", "sma_cross@7"), /No version "7"/],
      [
        second.replace("BTC/USDT", "BTC/USD"),
        /Unknown symbol "BTC\/USD"; did you mean "BTC\/USDT"/,
      ],
      [second.replace("1h", "4h"), /Cannot load 4h bars of "BTC\/USDT"/],
      [second.replace("2023-02-01", "2022-02-01"), /the range is empty/],
      [
        second.replace("2023-01-01", "2031-01-01").replace("2023-02-01", "2032-01-01"),
        /No 1h bars/,
      ],
      [second + "    recordedAt: kraken\n", /Unknown venue "kraken"/],
    ];
    const file = `${dataDir}/deployments.yaml`;
    for (const [text, says] of table) {
      Deno.writeTextFileSync(file, GOOD + text);
      const { code, stdout, stderr } = await runTask("live", [
        file,
        "--json",
        "--data-dir",
        dataDir,
      ]);
      assert.deepEqual([code, stdout], [1, ""], stderr);
      assert.match(stderr, says);
      assert.match(stderr, /^error: [^\n]+\n$/);
    }
    const sessions = [...Deno.readDirSync(`${dataDir}/sessions`)].filter((each) =>
      each.isDirectory
    );
    assert.deepEqual(sessions, []);
  }));
