import type {Institution} from '../contract.js';

/** Builds the institution from a vendor's answer. Returns undefined if the answer names none. */
export function readInstitution(id: unknown, name: unknown): {institution?: Institution} {
  const institution: Institution = {};
  if (typeof id === 'string' && id) institution.id = id;
  if (typeof name === 'string' && name) institution.name = name;
  return Object.keys(institution).length === 0 ? {} : {institution};
}
