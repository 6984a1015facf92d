/** A runner whose strategy loops for ever: says when the loop has begun, and waits to be killed. */
import { Sandbox } from "../../../live/runner/sandbox.ts";
import { rowOf, start } from "./sandbox_fixtures.ts";

const looping = "export default { open: () => () => { for (;;); } };";
const sandbox = await Sandbox.start(looping, start);
const answer = sandbox.step(rowOf(0));
console.log("looping");
await answer;
