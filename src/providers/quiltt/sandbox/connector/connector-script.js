// The Connector's script for the host's page. It defines window.Quiltt, shows the Connector in a frame and reports its
// events. The stand-in follows the published types of the closed-source script and its use in the vendor's own tests.
(() => {
  const ORIGIN = '{{connector-origin}}';
  /** @type {{openedEvent: boolean, doubleEvents: boolean, connectorHandlers: string, escape: string}} */
  const settings = '{{settings}}';

  if (window.Quiltt) return;

  /** Event types by the names of the frame's messages. */
  const eventTypes = {
    Load: 'loaded',
    ExitSuccess: 'exited.successful',
    ExitAbort: 'exited.aborted',
    ExitError: 'exited.errored',
  };

  const exitTypes = [eventTypes.ExitSuccess, eventTypes.ExitAbort, eventTypes.ExitError];

  /** The event types of each handler, by the handler's name without `on` and `off`. */
  const handledTypes = {
    Event: ['opened', eventTypes.Load, ...exitTypes],
    Open: ['opened'],
    Load: [eventTypes.Load],
    Exit: exitTypes,
    ExitSuccess: [eventTypes.ExitSuccess],
    ExitAbort: [eventTypes.ExitAbort],
    ExitError: [eventTypes.ExitError],
  };

  /** @type {string | null} */
  let token = null;
  /** @type {Showing | null} the only modal */
  let modal = null;
  /** @type {Map<string, Showing>} the frames in containers, one per connector, by connector id */
  const inline = new Map();
  /** The containers that have got a frame. */
  const filled = new WeakSet();

  /**
   * @typedef {{connectorId: string, connectionId?: string, institution?: string, themeMode?: string}} Options
   * @typedef {{options: Options, handlers: ReturnType<typeof createHandlers>, frame: HTMLIFrameElement, node: HTMLElement}} Showing
   */

  /**
   * Each name has one handler. Setting another one replaces it.
   * @param {Record<string, (callback: Function) => void>} [shared] is set, too
   */
  function createHandlers(shared) {
    /** @type {Record<string, Function | undefined>} */
    const handlers = {};
    /** @type {Record<string, (callback: Function) => void>} */
    const api = {};
    for (const name of Object.keys(handledTypes)) {
      api[`on${name}`] = callback => {
        handlers[name] = callback;
        shared?.[`on${name}`]?.(callback);
      };
      api[`off${name}`] = callback => {
        if (handlers[name] === callback) delete handlers[name];
        shared?.[`off${name}`]?.(callback);
      };
    }
    /**
     * @param {string} type
     * @param {object} metadata
     */
    function report(type, metadata) {
      for (const [name, types] of Object.entries(handledTypes)) {
        if (!types.includes(type)) continue;
        try {
          // Only these two handle more than one type of event.
          if (name === 'Event' || name === 'Exit') handlers[name]?.(type, metadata);
          else handlers[name]?.(metadata);
        } catch (error) {
          reportError(error);
        }
      }
    }
    const clear = () => Object.keys(handlers).forEach(name => delete handlers[name]);
    return {api, report, clear};
  }

  const pageHandlers = createHandlers();
  // The vendor's source calls the callbacks of containers globally shared: its container sets them on a connector. The
  // last one of any connector gets the events of all containers, beside the page's own.
  const containerHandlers = createHandlers();

  /**
   * @param {Showing} showing
   * @param {string} type
   * @param {Record<string, unknown>} [more]
   */
  function report({options, handlers}, type, more = {}) {
    const {profileId, connectionId, connectorSession} = more;
    const metadata = {connectorId: options.connectorId, profileId, connectionId, connectorSession};
    for (const [name, value] of Object.entries(metadata)) if (value === undefined) delete metadata[name];
    for (let times = settings.doubleEvents ? 2 : 1; times > 0; times--) {
      for (const each of new Set([handlers, pageHandlers])) each.report(type, {...metadata});
    }
  }

  /**
   * @param {Options} options
   * @param {'MODAL' | 'INLINE'} mode
   */
  function createFrame({connectorId, themeMode}, mode) {
    const frame = document.createElement('iframe');
    frame.id = 'quiltt--frame';
    frame.title = 'Connect your bank';
    frame.dataset.quilttConnectorId = connectorId;
    frame.setAttribute('allow', 'publickey-credentials-get *');
    const query = new URLSearchParams({mode, ...(themeMode && {theme_mode: themeMode})});
    // The token is posted to the loaded frame, because URLs appear in histories and logs.
    frame.src = `${ORIGIN}/connector/${encodeURIComponent(connectorId)}?${query}`;
    style(frame, {width: '100%', height: '100%', border: '0', 'color-scheme': 'light dark'});
    return frame;
  }

  /**
   * Sets styles through the CSSOM, which a strict style-src allows.
   * @param {HTMLElement} element
   * @param {Record<string, string>} properties
   */
  function style(element, properties) {
    for (const [property, value] of Object.entries(properties)) element.style.setProperty(property, value);
  }

  /**
   * @param {Options} options
   * @param {Showing['handlers']} handlers
   */
  function openModal(options, handlers) {
    // The page can have removed the modal.
    if (modal?.node.isConnected) return;
    const node = document.createElement('div');
    node.className = 'quiltt--frame-modal-wrapper';
    style(node, {position: 'fixed', inset: '0', 'z-index': '2147483647'});
    const frame = createFrame(options, 'MODAL');
    node.append(frame);
    modal = {options, handlers, frame, node};
    document.body.append(node);
    frame.focus();
    if (settings.openedEvent) report(modal, 'opened');
  }

  /** @param {Showing} showing */
  function remove(showing) {
    showing.node.remove();
    if (showing === modal) modal = null;
    else inline.delete(showing.options.connectorId);
  }

  /** @param {HTMLElement} container */
  function fill(container) {
    const options = optionsOf(container, 'quiltt-container');
    if (filled.has(container) || inline.get(options.connectorId)?.node.isConnected) return;
    filled.add(container);
    const frame = createFrame(options, 'INLINE');
    inline.set(options.connectorId, {options, handlers: containerHandlers, frame, node: frame});
    container.append(frame);
  }

  /**
   * @param {Element} element
   * @param {string} attribute
   * @returns {Options}
   */
  function optionsOf(element, attribute) {
    const read = (/** @type {string} */ name) => element.getAttribute(name) || undefined;
    return {
      connectorId: read(attribute) ?? '',
      connectionId: read('quiltt-connection'),
      institution: read('quiltt-institution'),
      themeMode: read('quiltt-theme-mode'),
    };
  }

  /**
   * @param {string} connectorId
   * @param {any} [given]
   */
  function createConnector(connectorId, given = {}) {
    const {connectionId, institution, themeMode} = given;
    const handlers = settings.connectorHandlers === 'shared' ? pageHandlers : createHandlers(containerHandlers.api);
    for (const name of Object.keys(handledTypes)) {
      if (given[`on${name}`]) handlers.api[`on${name}`]?.(given[`on${name}`]);
    }
    const options = {connectorId, connectionId, institution, themeMode};
    return {open: () => openModal(options, handlers), ...handlers.api};
  }

  window.addEventListener('message', event => {
    const showing = [modal, ...inline.values()].find(each => each?.frame.contentWindow === event.source);
    if (!showing || event.origin !== ORIGIN || event.data?.source !== 'quiltt') return;
    const {type} = event.data;
    if (type === 'Load') {
      const {connectorId, connectionId, institution} = showing.options;
      const message = {source: 'quiltt', type: 'Options', connectorId, connectionId, institution};
      showing.frame.contentWindow?.postMessage(token === null ? message : {...message, token}, ORIGIN);
    } else if (eventTypes[type] || type === 'Escape') remove(showing);
    if (eventTypes[type]) report(showing, eventTypes[type], event.data);
  });

  document.addEventListener('keydown', event => {
    if (event.key !== 'Escape' || !modal) return;
    const showing = modal;
    remove(showing);
    if (settings.escape === 'aborted') report(showing, 'exited.aborted');
  });

  document.addEventListener('click', event => {
    const button = event.target instanceof Element ? event.target.closest('[quiltt-button]') : null;
    if (button) openModal(optionsOf(button, 'quiltt-button'), pageHandlers);
  });

  const fillAll = () => document.querySelectorAll('[quiltt-container]').forEach(container => fill(container));
  new MutationObserver(fillAll).observe(document, {childList: true, subtree: true});
  fillAll();

  window.Quiltt = {
    ...pageHandlers.api,
    authenticate(/** @type {string | null | undefined} */ given) {
      token = given ?? null;
    },
    connect: createConnector,
    reconnect(/** @type {string} */ connectorId, /** @type {any} */ given) {
      if (!given?.connectionId) throw new TypeError('Quiltt.reconnect: a connectionId is required');
      return createConnector(connectorId, given);
    },
    reset() {
      token = null;
      pageHandlers.clear();
      containerHandlers.clear();
      for (const showing of [modal, ...inline.values()]) if (showing) remove(showing);
    },
    resetConnector(/** @type {string} */ connectorId) {
      for (const showing of [modal, ...inline.values()]) {
        if (showing?.options.connectorId === connectorId) remove(showing);
      }
    },
  };
})();
