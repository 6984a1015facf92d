import assert from "node:assert/strict";
import { inTempDir } from "../../data/helpers.ts";
import { runBacktest } from "./backtest_command.ts";

const LOOPING = (where: string) => `
import { strategy } from "tapeout";
export default strategy("looping", {}, (_, m) => {
  ${where === "set-up" ? "for (;;);" : ""}
  return { onBar() { if (m.index === 100) for (;;); } };
});
`;

for (
  const [where, words] of [
    ["bar", "the bar of 2000-05-25 UTC"],
    ["set-up", "its set-up"],
  ] as const
) {
  Deno.test(`backtest ends a strategy that loops for ever in its ${where}, and names where`, async () => {
    await inTempDir(async (dir) => {
      const file = `${dir}/looping.ts`;
      await Deno.writeTextFile(file, LOOPING(where));
      const { code, stdout, stderr } = await runBacktest(dir, file, "--time-limit", "1");
      assert.equal(code, 1);
      assert.equal(stdout, "");
      assert.match(stderr, new RegExp(`error: the strategy has not finished ${words} after 1 s`));
      assert.equal([...Deno.readDirSync(dir)].some(({ name }) => name === "runs"), false);
    });
  });
}
