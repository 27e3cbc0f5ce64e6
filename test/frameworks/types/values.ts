// What the templates of each framework bind.
import type {FetchToken, RepairEventMap} from 'bank-reconnect';

export const headers = async () => ({authorization: 'Bearer …'});

export const requestToken: FetchToken = ({connectionId}, {signal}) => fetch(`/token/${connectionId}`, {signal});

export const onSuccess = ({detail}: RepairEventMap['exited-successful']): string | undefined =>
  detail.resultingConnectionId;

export const onAbort = ({detail}: RepairEventMap['exited-aborted']): string => detail.reason;
