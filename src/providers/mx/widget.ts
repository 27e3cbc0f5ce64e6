import {openFrame} from '../../surfaces/frame.js';
import type {WidgetOutcome, WidgetProvider} from '../provider.js';
import {errorOf, eventDataOf, parseMessage, toMembers} from './widget/message.js';
import {waits} from './widget/waits.js';

/** Of `int-widgets` and `widgets`, the hosts in the examples of MX's API description. */
const DOMAIN = 'moneydesktop.com';

/** Ten minutes in seconds, or the first load: after that MX wants a new URL. */
const URL_LIFE = 600;

/** What the person can still get past in the widget. It is remembered as the reason, should they leave. */
const TROUBLE = /^(member|oauth|createmember)error$|^invaliddata$/;

/**
 * MX Connect on a member that exists: a page in a frame that posts messages and has no way of its own to be closed (the
 * widget's public source, and MX's guide on handling its events).
 */
export const widget: WidgetProvider = {
  // MX's own answer has the URL one level down.
  read: ({widget_url: own, url = toMembers(own).url, widgetUrl = url}) =>
    widgetUrl && typeof widgetUrl === 'string' ? {url: widgetUrl, life: URL_LIFE} : 'widgetUrl',

  open: context =>
    new Promise(resolve => {
      const url = context.widgetUrl(DOMAIN);
      if (!url) {
        const error = {code: 'invalid-token', message: 'widgetUrl is not an address of MX'} as const;
        return resolve({type: 'errored', error});
      }
      let success: WidgetOutcome | undefined;
      let timer: ReturnType<typeof setTimeout> | undefined;
      // Once the bank has accepted the person, closing the dialog is no longer giving up.
      const close = () => (success ? resolve(success) : context.close());
      context.signal.addEventListener('abort', () => clearTimeout(timer));
      // The width leaves room for the 352 px that the widget's column grows to, the height is that of MX's own SDK.
      openFrame({...context, close}, url, 400, 550, posted => {
        const {name, type, data} = parseMessage(posted);
        if (!name) return;
        if (/^load(ed)?$/.test(name)) context.loaded();
        context.reported();
        context.event(type, eventDataOf(data));
        if (TROUBLE.test(name)) {
          context.failed({code: 'widget-error', message: `MX: ${name}`, vendor: errorOf(type, data)});
        }
        switch (name) {
          case 'memberconnected':
            // The guid in it may be another than the one asked for: an OAuth repair can end at a new member.
            success = {type: 'successful', result: {metadata: data}};
            // Who is satisfied by what they see may well leave without pressing "Done".
            timer ??= setTimeout(close, waits.afterSuccess);
            break;
          case 'loaded':
            // A member that is healthy already begins with the last screen, and is never announced as connected.
            if (data.initial_step === 'connected') {
              resolve({type: 'successful', result: {metadata: data, initialStep: 'connected'}});
            }
            break;
          case 'connected/primaryaction':
            // "Done", on a screen that only a connected member gets to, announced or not.
            resolve(success ?? {type: 'successful', result: {metadata: data}});
            break;
          case 'backtosearch':
            // Follows on "Done", too; without a success it is MX's only word for a person who gave up.
            resolve(success ?? {type: 'aborted', reason: 'cancelled'});
            break;
          case 'memberdeleted':
            resolve({type: 'aborted', reason: 'removed'});
        }
      });
    }),
};
