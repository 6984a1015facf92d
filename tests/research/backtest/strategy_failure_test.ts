import assert from "node:assert/strict";
import { UserError } from "../../../data/user_error.ts";
import { strategyFailure } from "../../../research/backtest/strategy_failure.ts";
import { barsOf, prepare, scripted, still } from "../fixtures.ts";

const research = new URL("../../../research/", import.meta.url).href;
const engine = `    at Desk.decide (${research}engine/desk.ts:42:5)`;
const indicator = `    at sma (${research}indicators/sma.ts:7:3)`;
const guard = `    at guarded (${research}backtest/simulate.ts:105:12)`;
const running = () => prepare(scripted(() => {}), barsOf(still(1, 3)));

function thrown(message: string, ...frames: string[]): Error {
  const error = new Error(message);
  error.stack = [`Error: ${message}`, ...frames].join("\n");
  return error;
}

Deno.test("strategyFailure finds the strategy's line below the engine and the indicators", () => {
  const files = [
    [`    at Object.onBar (file:///home/q/my%20idea.ts:12:3)`, "my idea.ts line 12"],
    [`    at file:///home/q/idea.ts:9:1`, "idea.ts line 9"],
    [`    at onBar (<anonymous>:5:20)`, "<anonymous> line 5"],
    [`    at Array.map (<anonymous>)\n    at onBar (file:///q/a.ts:1:2)`, "a.ts line 1"],
  ] as const;
  for (const [frame, where] of files) {
    const failure = strategyFailure(
      thrown("oops", indicator, engine, frame, guard),
      "idea",
      running(),
    );
    assert.ok(failure instanceof UserError);
    assert.equal(
      failure.message,
      `Strategy idea failed at bar 0 (1970-01-01T00:00:00.000Z), ${where}: oops`,
    );
  }
});

Deno.test("strategyFailure says the first line of a message, and keeps the cause", () => {
  const error = thrown("first\nsecond", "    at onBar (file:///q/a.ts:1:2)");
  const failure = strategyFailure(error, "idea", null);
  assert.equal(failure.message, "Strategy idea failed during set-up, a.ts line 1: first");
  assert.equal(failure.cause, error);
});

Deno.test("strategyFailure does without a line where the frames do not say", () => {
  for (const error of ["a word", thrown("a word"), null]) {
    const { message } = strategyFailure(error, "idea", null);
    assert.equal(
      message,
      `Strategy idea failed during set-up: ${error === null ? "null" : "a word"}`,
    );
  }
});

Deno.test("strategyFailure lets a bug of the engine keep its stack, and a user's mistake its words", () => {
  const bug = thrown("Cannot move order 1 from filled to working", engine, guard);
  assert.equal(strategyFailure(bug, "idea", running()), bug);
  const mistake = new UserError("No such thing");
  assert.equal(strategyFailure(mistake, "idea", running()), mistake);
});
