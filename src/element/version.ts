/** The version of the package. A test compares it with the manifest. */
export const version = '0.1.0';
