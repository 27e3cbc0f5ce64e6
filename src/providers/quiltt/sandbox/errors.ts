import {randomUUID} from 'node:crypto';
import {GraphQLError} from 'graphql';

/**
 * The body of a REST error. The fields are those that Quiltt's own client reads. The texts are the stand-in's own.
 * @param options.isServerFault adds an `error_id`, which only failures of the server have
 */
export function restError(
  message: string,
  instruction: string,
  options: {isServerFault?: boolean} = {},
): Record<string, string> {
  return {message, instruction, ...(options.isServerFault && {error_id: randomUUID()})};
}

/**
 * A GraphQL error. The fields of the extensions are those that Quiltt's client reads. Unverified: all codes except
 * `UNAUTHENTICATED`.
 */
export function graphqlError(code: string, message: string, instruction: string): GraphQLError {
  return new GraphQLError(message, {
    extensions: {code, errorId: randomUUID(), instruction, documentationUrl: 'https://www.quiltt.dev/api/graphql'},
  });
}

export const notFound = (id: string): GraphQLError =>
  graphqlError('NOT_FOUND', `There is no Connection ${id}.`, 'Check the id and the profile of the request.');
