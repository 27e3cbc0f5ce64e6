import type {WidgetOutcome, WidgetProvider} from '../provider.js';
import {errorOf, eventDataOf, parseMessage, toMembers} from './widget/message.js';
import {timing} from './widget/timing.js';

/** The domain of `int-widgets` and `widgets`, the hosts in the examples of MX's API description. */
const DOMAIN = 'moneydesktop.com';

/** Ten minutes in seconds. The URL also expires with its first load. */
const URL_LIFE = 600;

/** Errors that the person can still recover from in the widget. An abort afterwards carries the last one. */
const RECOVERABLE_ERROR = /^(member|oauth|createmember)error$|^invaliddata$/;

/**
 * MX Connect for an existing member: a page in a frame that posts messages and has no close control of its own (the
 * widget's public source, and MX's guide on handling its events).
 */
export const widget: WidgetProvider = {
  read(answer) {
    // MX's own answer has the URL one level down, as `widget_url.url`.
    const url = answer.widgetUrl ?? answer.url ?? toMembers(answer.widget_url).url;
    return url && typeof url === 'string' ? {url, life: URL_LIFE} : 'widgetUrl';
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
      // After the bank has accepted the person, closing the dialog is no abort.
      const onClose = () => (success ? resolve(success) : context.close());
      context.signal.addEventListener('abort', () => clearTimeout(timer));
      const receive = (posted: unknown) => {
        const {name, type, data} = parseMessage(posted);
        if (!name) return;
        if (name === 'load' || name === 'loaded') context.loaded();
        context.reported();
        context.event(type, eventDataOf(data));
        if (RECOVERABLE_ERROR.test(name)) {
          context.failed({code: 'widget-error', message: `MX: ${name}`, vendor: errorOf(type, data)});
        }
        switch (name) {
          case 'memberconnected':
            // The member's guid may differ from the requested one: an OAuth repair can end at a new member.
            success = {type: 'successful', result: {metadata: data}};
            // The person may leave the last screen without pressing "Done".
            timer ??= setTimeout(onClose, timing.afterSuccess);
            break;
          case 'loaded':
            // A healthy member begins with the last screen and is never announced as connected.
            if (data.initial_step === 'connected') {
              resolve({type: 'successful', result: {metadata: data, initialStep: 'connected'}});
            }
            break;
          case 'connected/primaryaction':
            // "Done", on a screen that only a connected member reaches, announced or not.
            resolve(success ?? {type: 'successful', result: {metadata: data}});
            break;
          case 'backtosearch':
            // Also follows "Done". Without a success it is MX's only message for a person who gave up.
            resolve(success ?? {type: 'aborted', reason: 'cancelled'});
            break;
          case 'memberdeleted':
            resolve({type: 'aborted', reason: 'removed'});
        }
      };
      // The width leaves room for the 352 px that the widget's column grows to. The height is that of MX's own SDK.
      context.openFrame({url, width: 400, height: 550, receive, onClose});
    }),
};
