export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/e2e', '<rootDir>/scripts', '<rootDir>/web/src'],
  testRegex: '\\.spec\\.ts$',
  testTimeout: 60_000,
  extensionsToTreatAsEsm: ['.ts'],
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'node'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', {
      swcrc: false,
      sourceMaps: 'inline',
      module: { type: 'es6' },
      jsc: {
        target: 'es2022',
        keepClassNames: true,
        parser: { syntax: 'typescript', decorators: true },
        transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
      },
    }],
  },
  moduleNameMapper: {
    '^@decnet/platform/config$': '<rootDir>/libs/platform/src/config/index.ts',
    '^@decnet/platform/sockets$': '<rootDir>/libs/platform/src/sockets/index.ts',
    '^@decnet/identity/local-token$': '<rootDir>/libs/identity/src/tokens/local-token.ts',
    '^@decnet/bus/client$': '<rootDir>/libs/bus/src/client.ts',
    '^@decnet/bus/broker$': '<rootDir>/libs/bus/src/broker/index.ts',
    '^@decnet/([a-z-]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
};
