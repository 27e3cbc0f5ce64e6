// The listeners of the tag, which React and Preact write in the same way.
export const good = (
  <bank-reconnect
    onexited-successful={event => event.detail.resultingConnectionId?.length}
    onexited-errored={({detail}) => detail.error.code === 'offline'}
  />
);

export const wrongListener = (
  // @ts-expect-error -- not a function
  <bank-reconnect onexited-successful="done" />
);
// TypeScript accepts every unknown name with a dash, in each element of JSX.
export const unchecked = <bank-reconnect onexited-sucessful={() => undefined} />;
export const wrongField = (
  <bank-reconnect
    onexited-successful={event => {
      // @ts-expect-error -- a field that the detail does not have
      void event.detail.connection;
    }}
  />
);
export const wrongCode = (
  // @ts-expect-error -- an error code that does not exist
  <bank-reconnect onexited-errored={({detail}) => detail.error.code === 'offlin'} />
);
