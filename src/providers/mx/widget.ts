import type {WidgetOutcome, WidgetProvider} from '../provider.js';
import {errorOf, eventDataOf, parseMessage, toMembers} from './widget/message.js';
import {timing} from './widget/timing.js';

/** The domain of the hosts `int-widgets` and `widgets` in the examples of MX's API description. */
const DOMAIN = 'moneydesktop.com';

/** Ten minutes in seconds. The URL also expires at its first load. */
const URL_LIFE = 600;

/** Errors from which the person can recover in the widget. A later abort contains the last one. */
const RECOVERABLE_ERROR = /^(member|oauth|createmember)error$|^invaliddata$/;

/**
 * MX Connect for an existing member: a page in a frame that posts messages and has no close control (the widget's
 * public source, and MX's guide on handling its events).
 */
export const widget: WidgetProvider = {
  read(answer) {
    // In MX's answer the URL is `widget_url.url`.
    const url = answer.widgetUrl ?? answer.url ?? toMembers(answer.widget_url).url;
    return url && typeof url === 'string' ? {url, life: URL_LIFE} : {missing: 'widgetUrl'};
  },

  open: context =>
    new Promise(resolve => {
      const url = context.widgetUrl(DOMAIN);
      if (!url) {
        const error = {code: 'invalid-token', message: 'widgetUrl is not an address of MX'} as const;
        return resolve({type: 'errored', error});
      }
      let success: WidgetOutcome | undefined;
      let timer: ReturnType<typeof setTimeout> | undefined;
      // After a success, closing the dialog is not an abort.
      const onClose = () => (success ? resolve(success) : context.close());
      context.signal.addEventListener('abort', () => clearTimeout(timer));
      const receive = (posted: unknown) => {
        const {name, type, data} = parseMessage(posted);
        if (!name) return;
        if (name === 'load' || name === 'loaded') context.reportLoaded();
        context.reportMessage();
        context.reportEvent(type, eventDataOf(data));
        if (RECOVERABLE_ERROR.test(name)) {
          context.reportError({code: 'widget-error', message: `MX: ${name}`, vendor: errorOf(type, data)});
        }
        switch (name) {
          case 'oauthrequested':
            // The widget itself opens the bank's window, and asks MX's server how it ends.
            context.reportLeaving();
            break;
          case 'memberconnected':
            // The member's guid may differ from the requested one: an OAuth repair can end with a new member.
            success = {type: 'successful', result: {metadata: data}};
            // The person may leave the last screen open without pressing "Done".
            timer ??= setTimeout(onClose, timing.afterSuccess);
            break;
          case 'loaded':
            // For a healthy member the widget starts with the last screen and does not send `memberConnected`.
            if (data.initial_step === 'connected') {
              resolve({type: 'successful', result: {metadata: data, initialStep: 'connected'}});
            }
            break;
          case 'connected/primaryaction':
            // "Done", on a screen that only a connected member reaches, with or without `memberConnected`.
            resolve(success ?? {type: 'successful', result: {metadata: data}});
            break;
          case 'backtosearch':
            // Also sent after "Done". Without a success it is MX's only message for an abort.
            resolve(success ?? {type: 'aborted', reason: 'cancelled'});
            break;
          case 'memberdeleted':
            resolve({type: 'aborted', reason: 'removed'});
        }
      };
      // The widget's column grows to 352 px, and the width leaves a margin. The height is that of MX's SDK.
      context.openFrame({url, width: 400, height: 550, receive, onClose});
    }),
};
