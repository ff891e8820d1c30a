import { type DynamicModule, Module } from '@nestjs/common';
import { TOKEN_VERIFIER, type Secret } from '@decnet/platform';
import { PasswordHasher } from './passwords/password-hasher.js';
import { AuthController } from './sign-in/auth.controller.js';
import { AuthService } from './sign-in/auth.service.js';
import { LoginThrottle } from './sign-in/login-throttle.js';
import { AccessTokens } from './tokens/access-tokens.js';
import { Revocations } from './tokens/revocations.js';
import { SessionPruning } from './tokens/session-pruning.js';
import { SessionVerifier } from './tokens/session-verifier.js';
import { UsersController } from './users/users.controller.js';
import { UsersService } from './users/users.service.js';

/** Sign-in, sessions and users. Global, because it is what verifies tokens for all others. */
@Module({})
export class IdentityModule {
  /** @param jwtSecret the key that signs tokens, from `ensureJwtSecret` */
  static forRoot(jwtSecret: Secret): DynamicModule {
    return {
      module: IdentityModule,
      global: true,
      controllers: [AuthController, UsersController],
      providers: [
        { provide: AccessTokens, useFactory: () => new AccessTokens(jwtSecret.reveal()) },
        { provide: TOKEN_VERIFIER, useClass: SessionVerifier },
        AuthService, LoginThrottle, PasswordHasher, Revocations, SessionPruning, UsersService,
      ],
      exports: [TOKEN_VERIFIER],
    };
  }
}
