import type {WidgetOutcome, WidgetProvider} from '../provider.js';
import {errorOf, eventDataOf, parseMessage, toMembers} from './widget/message.js';

/** The domain of the hosts `int-widgets` and `widgets` in the examples of MX's API description. */
const DOMAIN = 'moneydesktop.com';

/** Ten minutes in seconds. The URL also expires at its first load. */
const URL_LIFE = 600;

/** Errors from which the person can recover in the widget. */
const RECOVERABLE_ERROR = /^(member|oauth|createmember)error$|^invaliddata$/;

/** The errors that the widget also posts when it starts with the screen of the member's present state. */
const INITIAL_ERROR = /^membererror$|^invaliddata$/;

/** The person has submitted something. After "Try again" there is only the step `connecting`. */
const isAction = (name: string, {current}: Record<string, unknown>): boolean =>
  /^((enter|update)credentials|submitmfa|oauthrequested)$/.test(name) ||
  (name === 'stepchange' && current === 'connecting');

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
      const receive = (posted: unknown) => {
        const {name, type, data} = parseMessage(posted);
        if (!name) return;
        if (name === 'load' || name === 'loaded') context.reportLoaded();
        context.reportMessage();
        context.reportEvent(type, eventDataOf(data));
        if (isAction(name, data)) context.reportAction();
        if (RECOVERABLE_ERROR.test(name)) {
          const mayBeInitial = INITIAL_ERROR.test(name);
          const vendor = errorOf(type, data);
          context.reportError({code: 'widget-error', message: `MX: ${name}`, vendor, mayBeInitial});
        }
        switch (name) {
          case 'oauthrequested':
            // The widget itself opens the bank's window, and asks MX's server how it ends.
            context.reportLeaving();
            break;
          case 'memberconnected':
            // The member's guid may differ from the requested one: an OAuth repair can end with a new member.
            // The last screen has a "Done" and may ask for feedback.
            context.reportFinished((success = {type: 'successful', result: {metadata: data}}));
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
      context.openFrame({url, width: 400, height: 550, receive});
    }),
};
