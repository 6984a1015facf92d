import type { ComponentChildren } from "preact";
import { renderToString } from "preact-render-to-string";
import { createMiddleware } from "hono/factory";
import { Document, type PageProps } from "./_ui/Document.tsx";

declare module "hono" {
  interface ContextRenderer {
    (content: ComponentChildren, props: PageProps): Response | Promise<Response>;
  }
}

/** Puts what a route renders into the frame of every page. */
export default createMiddleware(async (c, next) => {
  c.setRenderer((content, props) => {
    const { assets } = c.var.dashboard;
    const nonce = c.get("secureHeadersNonce");
    const page = (
      <Document {...props} path={c.req.path} assets={assets} nonce={nonce}>{content}</Document>
    );
    return c.html("<!doctype html>" + renderToString(page));
  });
  await next();
});
