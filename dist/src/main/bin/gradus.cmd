@echo off
rem Starts Gradus with the Java runtime beside it, with JAVA_HOME's, or with the java on the path. GRADUS_JAVA_OPTS adds
rem options for the JVM.
setlocal
set "APP=%~dp0.."
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
if exist "%APP%\runtime\bin\java.exe" set "JAVA=%APP%\runtime\bin\java"
"%JAVA%" --add-modules=jdk.incubator.vector --enable-native-access=ALL-UNNAMED %GRADUS_JAVA_OPTS% -cp "%APP%\lib\*" gradus.cli.Main %*
exit /b %ERRORLEVEL%
