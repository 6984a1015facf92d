import type { NotFoundHandler } from "hono";
import { sentence } from "./_ui/sentence.ts";

/** Says what is not here and where to look; the API says it as JSON. */
const notFound: NotFoundHandler = (c) => {
  const why = c.get("missing") ?? `There is no page at "${decode(c.req.path)}"`;
  c.status(404);
  if (c.req.path.startsWith("/api/")) return c.json({ error: why });
  return c.render(
    <>
      <h1>Not found</h1>
      <p>{sentence(why)}</p>
      <p>
        See all <a href="/runs">runs</a>, <a href="/live">live sessions</a> or{" "}
        <a href="/notebooks">notebooks</a>, or go back to the <a href="/">overview</a>.
      </p>
    </>,
    { title: "Not found", trail: [{ label: "Not found" }] },
  );
};

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

export default notFound;
