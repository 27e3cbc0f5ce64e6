// Link's script for the host's page. It defines window.Plaid, opens Link in a frame and calls the host's callbacks.
(() => {
  const LINK_ORIGIN = '{{link-origin}}';
  const FRAME_URL = `${LINK_ORIGIN}/link/v2/stable/link.html#${encodeURIComponent(location.origin)}`;

  /** @param {string} text */
  // eslint-disable-next-line no-console -- Link warns developers in the console
  const warn = text => console.warn(`Plaid Link: ${text}`);

  if (window.Plaid) {
    warn('link-initialize.js is embedded more than once, which is not supported.');
    return;
  }

  let frames = 0;

  /**
   * @typedef {object} Config
   * @property {string} token
   * @property {string} [receivedRedirectUri] the URL that a bank has returned to
   * @property {(publicToken: string, metadata: object) => void} onSuccess
   * @property {(error: object | null, metadata: object) => void} [onExit]
   * @property {(name: string, metadata: object) => void} [onEvent]
   * @property {() => void} [onLoad]
   */

  /** @returns {HTMLIFrameElement} */
  function createFrame() {
    const frame = document.createElement('iframe');
    frames += 1;
    frame.id = `plaid-link-iframe-${frames}`;
    frame.title = 'Plaid Link';
    frame.setAttribute('allow', 'publickey-credentials-get *');
    const style = {
      position: 'fixed',
      inset: '0',
      width: '100%',
      height: '100%',
      border: '0',
      'z-index': '9999999999',
      // If the colour schemes of frame and page differ, the browser paints a background behind the frame.
      'color-scheme': 'light dark',
      display: 'none',
    };
    // Styles are set through the CSSOM, which a strict style-src allows.
    for (const [property, value] of Object.entries(style)) frame.style.setProperty(property, value);
    frame.src = FRAME_URL;
    return frame;
  }

  /** @param {Config} config */
  function create(config) {
    if (typeof config?.token !== 'string' || config.token === '')
      throw new Error('Plaid Link: create() needs a token.');
    if (typeof config.onSuccess !== 'function') throw new Error('Plaid Link: create() needs onSuccess.');

    const frame = createFrame();
    let ready = false;
    let open = false;
    let openWhenReady = false;
    let destroyed = false;

    /** @param {object} message */
    const send = message => frame.contentWindow?.postMessage({link: 'plaid', ...message}, LINK_ORIGIN);

    function show() {
      open = true;
      frame.style.setProperty('display', 'block');
      frame.focus();
      send({kind: 'open', token: config.token, receivedRedirectUri: config.receivedRedirectUri});
    }

    function hide() {
      open = false;
      frame.style.setProperty('display', 'none');
    }

    /** @param {any} message */
    function finish(message) {
      const {events, outcome, eventDelivery, exitAfterSuccess, exitMetadata} = message;
      if (eventDelivery === 'reversed') events.reverse();
      const deliver = () => events.forEach((/** @type {any} */ event) => config.onEvent?.(event.name, event.metadata));
      hide();
      if (eventDelivery !== 'after-callback') deliver();
      if (outcome.kind === 'success') config.onSuccess(outcome.publicToken, outcome.metadata);
      else config.onExit?.(outcome.error, outcome.metadata);
      if (eventDelivery === 'after-callback') deliver();
      if (outcome.kind === 'success' && exitAfterSuccess) config.onExit?.(null, exitMetadata);
    }

    /** @param {MessageEvent} event */
    function receive(event) {
      if (event.source !== frame.contentWindow || event.origin !== LINK_ORIGIN || event.data?.link !== 'plaid') return;
      const message = event.data;
      if (message.kind === 'ready') {
        ready = true;
        config.onLoad?.();
        if (openWhenReady) show();
        openWhenReady = false;
      }
      // OPEN is reported immediately. Link reports all other events at the end.
      if (message.kind === 'opened' && open) config.onEvent?.('OPEN', message.metadata);
      if (message.kind === 'finished' && open) finish(message);
      // Without windows, the bank replaces the host's page.
      if (message.kind === 'leave' && open) location.assign(message.url);
    }

    window.addEventListener('message', receive);
    document.body.append(frame);

    return {
      open() {
        if (destroyed) return warn('open() was called on a destroyed handler.');
        if (open || openWhenReady) return;
        if (ready) show();
        else openWhenReady = true;
      },
      /** @param {{force?: boolean}} [options] */
      exit(options) {
        openWhenReady = false;
        if (!open) return warn('attempted to exit Link when it was not open.');
        send({kind: 'exit', force: options?.force === true});
      },
      destroy() {
        if (destroyed) return;
        destroyed = true;
        open = false;
        openWhenReady = false;
        window.removeEventListener('message', receive);
        frame.remove();
      },
      submit() {
        warn('submit() is for Layer sessions only.');
      },
    };
  }

  window.Plaid = Object.freeze({create});
})();
