import assert from "node:assert/strict";
import { messageOf } from "../../data/message_of.ts";

Deno.test("messageOf is an error's message, and anything else as text", () => {
  assert.equal(messageOf(new RangeError("too long")), "too long");
  const thrown: [unknown, string][] = [["why", "why"], [7, "7"], [undefined, "undefined"]];
  for (const [value, text] of thrown) assert.equal(messageOf(value), text);
});
