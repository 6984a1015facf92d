import type { MiddlewareHandler } from "hono";
import { NONCE, secureHeaders } from "hono/secure-headers";

/**
 * Response headers that keep a page to itself: no script but our own, no style attribute, no frame,
 * no request to anywhere else. The one inline script carries the nonce of its response.
 */
export function contentSecurity(): MiddlewareHandler {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      scriptSrc: ["'self'", NONCE],
      scriptSrcAttr: ["'none'"],
      styleSrc: ["'self'"],
      styleSrcAttr: ["'none'"],
      imgSrc: ["'self'", "data:"],
      connectSrc: ["'self'"],
    },
    strictTransportSecurity: false,
    xFrameOptions: "DENY",
  });
}

/**
 * Answers only requests to this machine by its own names, so that a foreign page cannot reach the
 * dashboard through a domain that resolves to 127.0.0.1; and only requests that read.
 *
 * @param hosts names with their port, such as "127.0.0.1:8000".
 */
export function localOnly(hosts: readonly string[]): MiddlewareHandler {
  return async (c, next) => {
    const host = c.req.header("host") ?? new URL(c.req.url).host;
    if (!hosts.includes(host)) {
      return c.text(`Refused: this dashboard answers at http://${hosts[0]} only\n`, 403);
    }
    const origin = c.req.header("origin");
    if (origin !== undefined && !hosts.some((each) => origin === `http://${each}`)) {
      return c.text("Refused: the request comes from another site\n", 403);
    }
    if (c.req.method !== "GET" && c.req.method !== "HEAD") {
      return c.text("Refused: the dashboard only shows\n", 405, { Allow: "GET, HEAD" });
    }
    await next();
  };
}
