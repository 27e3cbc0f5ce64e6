/** A tag for the build's minifier of template literals, which finds it by this name. */
const css = String.raw;

/** The styles of the dialog and the inline frame. They are adopted only while a frame is open. */
export const frameStyles = css`
  /* The place of the element in the page must not change a modal dialog. Direction and custom properties stay. */
  dialog {
    all: initial;
    color-scheme: inherit;
    font-family: inherit;
    -webkit-locale: inherit;
    line-height: 1.4;
    -webkit-user-select: text;
    user-select: text;
  }
  dialog:not([open]) {
    display: none;
  }
  dialog,
  section {
    box-sizing: border-box;
    inline-size: calc(var(--width) + 2px);
    max-inline-size: 100%;
    block-size: calc(var(--height) + 3.5rem + 2px);
    margin-block-start: 0.75rem;
    padding: 0;
    border: 1px solid GrayText;
    border-radius: calc(var(--bank-reconnect-radius, 0.5rem) * 1.5);
    overflow: hidden;
    background: Canvas;
    color: CanvasText;
  }
  section,
  dialog[open] {
    display: flex;
    flex-direction: column;
  }
  dialog {
    position: fixed;
    inset: 0;
    max-block-size: 96dvh;
    margin: auto;
    box-shadow: 0 1.5rem 4rem #0006;
  }
  dialog::backdrop {
    background: #0f172a99;
  }
  header {
    display: flex;
    align-items: center;
    justify-content: space-between;
    padding-block: 0.375rem;
    padding-inline: 1.125rem 0.375rem;
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  [part='close'] {
    flex: none;
    align-self: start;
    border: 0;
    background: none;
    color: inherit;
  }
  [part='close']::before {
    content: '✕';
  }
  iframe {
    flex: 1 0 auto;
    block-size: 0;
    min-block-size: min(50%, 20rem);
    border: 0;
  }
  [part='notice']:not(:empty) {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0.5rem;
    padding: 0 1.125rem 0.75rem;
  }
  [part='notice'] span {
    flex: 1 1 60%;
    unicode-bidi: plaintext;
  }
  @media (max-width: 480px), (max-height: 480px) {
    dialog {
      inline-size: 100%;
      block-size: 100%;
      max-inline-size: none;
      max-block-size: none;
      border: 0;
      border-radius: 0;
      padding: env(safe-area-inset-top) env(safe-area-inset-right) env(safe-area-inset-bottom) env(safe-area-inset-left);
      overflow-y: auto;
    }
  }
`;
