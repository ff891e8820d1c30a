import { Body, Controller, Get, HttpCode, Ip, Post } from '@nestjs/common';
import { ChangePasswordRequest, LoginRequest, LoginResponse, UserResponse } from '@decnet/contract';
import { Access, CurrentUser, type Principal } from '@decnet/platform';
import { AuthService } from './auth.service.js';

@Controller('auth')
export class AuthController {
  constructor(private readonly auth: AuthService) {}

  /** Signs in. The token goes into the Authorization header; no cookie is ever set. */
  @Post('login') @HttpCode(200) @Access('public')
  login(@Body() body: LoginRequest, @Ip() address: string): Promise<LoginResponse> {
    return this.auth.login(body, address);
  }

  /** Ends this session and all its streams. */
  @Post('logout') @HttpCode(204) @Access('signed-in')
  logout(@CurrentUser() user: Principal): Promise<void> {
    return this.auth.logout(user);
  }

  /** Ends all sessions of the caller and answers with a new one. */
  @Post('change-password') @HttpCode(200) @Access('signed-in')
  changePassword(@CurrentUser() user: Principal, @Body() body: ChangePasswordRequest, @Ip() address: string): Promise<LoginResponse> {
    return this.auth.changePassword(user, body, address);
  }

  @Get('me') @Access('signed-in')
  me(@CurrentUser() user: Principal): Promise<UserResponse> {
    return this.auth.me(user);
  }
}
