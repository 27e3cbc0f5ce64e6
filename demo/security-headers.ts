import type {MiddlewareHandler} from 'hono';
import {NONCE, secureHeaders} from 'hono/secure-headers';
import type {Aggregator} from './aggregators/aggregator.js';

/**
 * A strict policy: only scripts with this response's nonce and what they load, only the widgets' own frames. It is
 * here to show that the element needs no more than that.
 */
export function securityHeaders(aggregators: readonly Aggregator[]): MiddlewareHandler {
  const sources = aggregators.map(aggregator => aggregator.sources);
  const fallback = sources.flatMap(source => source.fallback ?? []);
  const onSandbox = aggregators.every(aggregator => aggregator.sandboxUrl !== undefined);
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: fallback.length > 0 ? fallback : ["'none'"],
      scriptSrc: [NONCE, "'strict-dynamic'"],
      styleSrc: ["'self'", NONCE],
      styleSrcAttr: [sources.some(source => source.styleAttributes) ? "'unsafe-inline'" : "'none'"],
      imgSrc: ["'self'"],
      connectSrc: ["'self'", ...sources.flatMap(source => source.connect)],
      frameSrc: sources.flatMap(source => source.frame),
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
      // The element's own policy. Whether a vendor's own script bears Trusted Types is not known, so only on the sandbox.
      ...(onSandbox && {requireTrustedTypesFor: ["'script'"], trustedTypes: ['bank-reconnect']}),
    },
    // A bank's window is opened from a widget's frame and reports back to it.
    crossOriginOpenerPolicy: 'same-origin-allow-popups',
    // Widgets learn from it whom to post their messages to.
    referrerPolicy: 'strict-origin-when-cross-origin',
    strictTransportSecurity: false,
  });
}
