import jwt from 'jsonwebtoken';
import { ISSUER, LOCAL_AUDIENCE, LOCAL_TOKEN_LIFETIME_S } from './claims.js';

/**
 * An admin's token for a command that runs beside the data folder: whoever can read the signing key there needs no password.
 * Loads nothing of Nest or the database, so that commands start fast.
 * @param secret the signing key, from `readJwtSecret`
 * @returns a token for the next five minutes; sign a new one for every request
 */
export function signLocalToken(secret: string): string {
  return jwt.sign({}, secret, { algorithm: 'HS256', issuer: ISSUER, audience: LOCAL_AUDIENCE, expiresIn: LOCAL_TOKEN_LIFETIME_S });
}
