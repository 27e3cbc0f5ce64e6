/** A tag for the build's minifier of template literals, which finds it by this name. */
const css = String.raw;

/** The element's styles. The docstring of the class lists the custom properties. */
export const styles = css`
  :host {
    display: inline-block;
    max-inline-size: 100%;
    font-family: var(--bank-reconnect-font, inherit);
    line-height: 1.4;
    overflow-wrap: anywhere;
  }
  :host([display='inline']) {
    display: block;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 0.5em;
    min-block-size: 2.75rem;
    padding: 0.5rem 1.125rem;
    border: 1px solid var(--bank-reconnect-accent, #1d4ed8);
    border-radius: var(--bank-reconnect-radius, 0.5rem);
    background: var(--bank-reconnect-accent, #1d4ed8);
    color: var(--bank-reconnect-on-accent, #fff);
    font: inherit;
    font-weight: 600;
    cursor: pointer;
  }
  button:hover {
    filter: brightness(1.1);
  }
  button:focus-visible {
    outline: 3px solid color-mix(in srgb, var(--bank-reconnect-accent, #1d4ed8) 60%, CanvasText);
    outline-offset: 2px;
  }
  button:disabled,
  [aria-disabled='true'],
  :is([part='slow'], [part='notice']) button {
    border-color: color-mix(in srgb, currentColor 35%, transparent);
    background: none;
    color: inherit;
  }
  [part='slow'] button {
    display: inline-block;
    margin-block-start: 0.5rem;
    margin-inline-end: 0.5rem;
  }
  img,
  [part='spinner'] {
    inline-size: 1.1em;
    block-size: 1.1em;
  }
  [part='spinner'] {
    box-sizing: border-box;
    border: 2px solid;
    border-top-color: transparent;
    forced-color-adjust: none;
    border-radius: 50%;
    animation: turn 1s linear infinite;
  }
  @keyframes turn {
    to {
      rotate: 1turn;
    }
  }
  p {
    position: relative;
    margin: 0 0 0.75rem;
    padding-inline-start: 1.9em;
    outline: 0;
    unicode-bidi: plaintext;
  }
  :host(:dir(rtl)) p {
    text-align: right;
  }
  p:not(.quiet)::before {
    position: absolute;
    inset-inline-start: 0;
    inline-size: 1.4em;
    block-size: 1.4em;
    border-radius: 50%;
    background: var(--bank-reconnect-bad, #dc2626);
    color: #fff;
    content: '!';
    content: '!' / '';
    text-align: center;
  }
  .good {
    margin: 0;
  }
  p.good::before {
    background: var(--bank-reconnect-good, #15803d);
    content: '✓';
    content: '✓' / '';
  }
  p.info::before {
    background: #6b7280;
    content: 'i';
    content: 'i' / '';
  }
  .quiet {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  @media (prefers-reduced-motion) {
    [part='spinner'] {
      animation-duration: 4s;
    }
  }
`;
