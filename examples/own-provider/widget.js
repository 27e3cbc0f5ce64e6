// Mossgate's widget: a page in a frame that posts messages.

/** Ten minutes in seconds: the life of a session. */
const LIFE = 600;

/** @type {import('bank-reconnect').WidgetProvider} */
export const widget = {
  read: ({widgetUrl: url}) => (typeof url === 'string' && url ? {url, life: LIFE} : {missing: 'widgetUrl'}),

  open: context =>
    new Promise(resolve => {
      // Undefined unless the URL is on an origin of the entry.
      const url = context.widgetUrl();
      if (!url) {
        const message = 'widgetUrl is not an address of Mossgate';
        return resolve({type: 'errored', error: {code: 'invalid-token', message}});
      }
      // The element has checked the window and the origin of a message. Its shape is the provider's to check.
      const receive = message => {
        if (message?.source !== 'mossgate') return;
        context.reportMessage();
        context.reportEvent(String(message.event), {});
        switch (message.event) {
          case 'ready':
            return context.reportLoaded();
          case 'bank_down':
            // The person sees it in the widget. If they leave, the exit has this error.
            return context.reportError({code: 'institution-unavailable', message: 'Mossgate: bank_down'});
          case 'done':
            return resolve({type: 'successful', result: {}});
          case 'cancelled':
            return resolve({type: 'aborted', reason: 'cancelled'});
          case 'expired':
            // Only sent before the person has typed, so that the element can ask for another token.
            return resolve({type: 'dead-token', error: {code: 'token-expired', message: 'Mossgate: expired'}});
        }
      };
      context.openFrame({url, width: 400, height: 480, receive});
    }),
};
