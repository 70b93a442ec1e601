@echo off
rem Starts Tenfold from its folder. TENFOLD_JAVA_OPTS adds options for Java; JAVA_HOME chooses it.
setlocal
set "TENFOLD_JAVA=java"
if defined JAVA_HOME set "TENFOLD_JAVA=%JAVA_HOME%\bin\java"
"%TENFOLD_JAVA%" -Djava.awt.headless=true -XX:+UseSerialGC %TENFOLD_JAVA_OPTS% -jar "%~dp0..\tenfold.jar" %*
exit /b %ERRORLEVEL%
