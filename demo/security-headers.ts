import type {MiddlewareHandler} from 'hono';
import {NONCE, secureHeaders} from 'hono/secure-headers';
import type {Aggregator} from './aggregators/aggregator.js';

/**
 * A strict policy: it allows only scripts with this response's nonce and the scripts that they load, and only the widgets'
 * frames. The element works under it.
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
      // The element's own policy. It is unverified whether vendors' scripts work with Trusted Types, so only on the sandbox.
      ...(onSandbox && {requireTrustedTypesFor: ["'script'"], trustedTypes: ['bank-reconnect']}),
    },
    // A widget's frame opens the bank's window, which reports back to the frame.
    crossOriginOpenerPolicy: 'same-origin-allow-popups',
    // Widgets post their messages to the origin of the referrer.
    referrerPolicy: 'strict-origin-when-cross-origin',
    strictTransportSecurity: false,
  });
}
