import assert from "node:assert/strict";
import fc from "fast-check";
import { decodeSymbol, encodeSymbol } from "../../../data/storage/symbol_name.ts";
import { instrumentFile, seriesDir } from "../../../data/storage/layout.ts";
import { refuses } from "../helpers.ts";

Deno.test("encodeSymbol gives readable names to common symbols", () => {
  const table = [
    ["BTC/USDT", "BTC-USDT"],
    ["BTC/USDT:USDT", "BTC-USDT_USDT"],
    ["SPX", "SPX"],
    ["BRK.B", "BRK.B"],
    ["BRK-B", "BRK%2DB"],
    ["^GSPC", "%5EGSPC"],
    ["kPEPE/USDC", "%6BPEPE-USDC"],
    ["..", "%2E."],
  ];
  for (const [symbol, name] of table) {
    assert.equal(encodeSymbol(symbol!), name);
    assert.equal(decodeSymbol(name!), symbol);
  }
  for (const name of ["btc", "%2d", "%GG", "A%2FB", "..", "a/b"]) {
    assert.equal(decodeSymbol(name), undefined, name);
  }
});

Deno.test("encodeSymbol is one to one, also where file names ignore case, and stays in its folder", () => {
  const word = fc.string({ unit: "binary", minLength: 1, maxLength: 12 });
  const symbol = fc.oneof(word, fc.stringMatching(/^[A-Za-z%_.:\/-]{1,8}$/));
  fc.assert(
    fc.property(symbol, symbol, (a, b) => {
      const name = encodeSymbol(a);
      assert.match(name, /^(?!\.)[A-Z0-9._%-]+$/);
      assert.equal(decodeSymbol(name), a);
      if (a !== b) assert.notEqual(name.toLowerCase(), encodeSymbol(b).toLowerCase());
    }),
    { seed: 2, numRuns: 200 },
  );
});

Deno.test("paths refuse symbols and venues that could leave the lake", async () => {
  const key = { dataset: "bars", venue: "test", symbol: "BTC/USDT", timeframe: "1h" } as const;
  const wrongSymbols = [
    "",
    "../../etc/passwd",
    "A/B/C",
    " ",
    "A B",
    "A\0",
    "A/",
    "/A",
    "A:B",
    "A/B:",
  ];
  for (const symbol of wrongSymbols) {
    await refuses(() => seriesDir("/lake", { ...key, symbol }), "as a symbol");
    await refuses(() => instrumentFile("/lake", "test", symbol), "as a symbol");
  }
  for (const venue of ["", "..", "../x", "a/b", "Binance", "a b", "-a", "x".repeat(41)]) {
    await refuses(() => seriesDir("/lake", { ...key, venue }), "as a venue");
    await refuses(() => instrumentFile("/lake", venue, "SPX"), "as a venue");
  }
  await refuses(() => seriesDir("/lake", { ...key, timeframe: "../1h" }), "timeframe");
  assert.equal(
    seriesDir("/lake", { ...key, symbol: "../.." }),
    "/lake/bars/venue=test/symbol=%2E.-../timeframe=1h",
  );
});
