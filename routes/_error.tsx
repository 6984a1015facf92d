import type { ErrorHandler } from "hono";
import { UserError } from "../data/user_error.ts";
import { sentence } from "./_ui/sentence.ts";

/** Says what went wrong: a user's error in its own words, a bug with the place to look for more. */
const error: ErrorHandler = (error, c) => {
  const known = error instanceof UserError;
  if (!known) console.error(error);
  const why = known ? error.message : "The dashboard failed; its terminal shows where";
  c.status(500);
  if (c.req.path.startsWith("/api/")) return c.json({ error: why });
  return c.render(
    <>
      <h1>Cannot show this page</h1>
      <p>{sentence(why)}</p>
      <p>
        <a href={c.req.path}>Try again</a>, or go back to the <a href="/">overview</a>.
      </p>
    </>,
    { title: "Error", trail: [{ label: "Error" }] },
  );
};

export default error;
