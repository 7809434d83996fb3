@echo off
rem Makes a committee paper. Double-click it for the latest meeting, or drop a meeting's folder on it.
setlocal EnableExtensions DisableDelayedExpansion
set "MEETING=%~1"
set "PYTHONUTF8=1"
pushd "%~dp0" || goto nofolder
rem The program comes with the zip. Otherwise it is set up here, with the Python that is installed.
set "PROGRAM=%CD%\program\cyps-papers.exe"
if exist "%PROGRAM%" goto build
set "PROGRAM=%CD%\.venv\Scripts\cyps-papers.exe"
if exist "%PROGRAM%" goto build

set "PYTHON="
py -3 -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>&1 && set "PYTHON=py -3"
if defined PYTHON goto setup
python -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>&1 && set "PYTHON=python"
if not defined PYTHON goto nopython

:setup
echo Setting up. This takes a minute, the first time only.
%PYTHON% -m venv ".venv" || goto failed
".venv\Scripts\python.exe" -m pip install --quiet --disable-pip-version-check . || goto failed

:build
if defined MEETING goto dropped
"%PROGRAM%" build --open
goto end

:dropped
"%PROGRAM%" build --open "%MEETING%"
goto end

:nopython
echo Python 3.11 or later was not found. Install it from www.python.org or the company portal, then try again.
goto end

:nofolder
echo The folder that this file is in cannot be opened.
goto end

:failed
echo Setting up failed; what went wrong is above. Delete the folder .venv beside this file and try again.

:end
echo.
pause
popd
endlocal
