import {ensureBrowsers, handOn} from '../browsers.mjs';
import {ensureRedis} from '../redis.mjs';

/**
 * The environment of the test processes. It holds what is found once, so that no process searches again.
 *
 * @param {object} options
 * @param {boolean} options.needsRedis
 * @returns {Promise<NodeJS.ProcessEnv>}
 * @throws {Error} when a browser or the Redis server is missing and cannot be installed
 */
export async function prepareEnvironment({needsRedis}) {
  const browsers = await ensureBrowsers();
  for (const {engine, version, source} of Object.values(browsers)) console.log(`${engine}: ${version} (${source})`);
  const env = handOn(browsers);
  if (!needsRedis) return env;
  const redis = await ensureRedis();
  console.log(`redis: ${redis.version} (${redis.path})`);
  return {...env, REDIS_SERVER_PATH: redis.path};
}
