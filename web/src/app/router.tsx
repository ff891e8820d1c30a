import { createBrowserRouter, Navigate } from 'react-router';
import { ChangePasswordPage } from '../features/auth/ChangePasswordPage';
import { RequireSession } from '../features/auth/RequireSession';
import { SignInPage } from '../features/auth/SignInPage';
import { PageLoading } from '../ui/PageLoading';
import { CrashPage, NotFoundPage } from './FallbackPages';
import { Shell } from './Shell';

/** Pages behind the sign-in load when they are first visited; the maze page brings React Flow and the layout worker with it. */
export const router = createBrowserRouter([
  {
    hydrateFallbackElement: <PageLoading />,
    errorElement: <CrashPage />,
    children: [
      { path: '/sign-in', element: <SignInPage /> },
      { path: '/change-password', element: <RequireSession allowPasswordChange><ChangePasswordPage /></RequireSession> },
      {
        element: <RequireSession><Shell /></RequireSession>,
        children: [
          { index: true, element: <Navigate to="/mazes" replace /> },
          { path: '/mazes', lazy: async () => ({ Component: (await import('../features/mazes/MazesPage')).MazesPage }) },
          { path: '/mazes/:id', lazy: async () => ({ Component: (await import('../canvas/MazePage')).MazePage }) },
          { path: '/settings', lazy: async () => ({ Component: (await import('../features/settings/SettingsPage')).SettingsPage }) },
          { path: '*', element: <NotFoundPage /> },
        ],
      },
    ],
  },
]);
