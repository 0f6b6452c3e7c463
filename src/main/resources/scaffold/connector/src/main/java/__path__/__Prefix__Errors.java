package __package__;

import dev.serai.connector.ErrorCategory;
import dev.serai.connector.ErrorCode;
import java.util.List;

/** Every way in which a call fails. A code keeps its meaning for ever; a recoverable failure may be repeated. */
final class __Prefix__Errors {

    static final ErrorCode NOT_AUTHORIZED = new ErrorCode(
            "__errors__-001", ErrorCategory.AUTHENTICATION, false, "The server does not accept the credentials.");
    static final ErrorCode NOT_REACHED = new ErrorCode(
            "__errors__-002", ErrorCategory.CONNECTION, true, "The server cannot be reached; nothing was sent to it.");
    static final ErrorCode CONNECTION_LOST = new ErrorCode(
            "__errors__-003", ErrorCategory.CONNECTION, true, "The connection broke before the answer was there.");
    static final ErrorCode TIMED_OUT = new ErrorCode(
            "__errors__-004", ErrorCategory.TIMEOUT, true, "The answer was not there within 'requestTimeout'.");
    static final ErrorCode REFUSED =
            new ErrorCode("__errors__-005", ErrorCategory.REMOTE, false, "The server refused the call.");
    static final ErrorCode SERVER_FAILED =
            new ErrorCode("__errors__-006", ErrorCategory.REMOTE, true, "The server answered 5xx.");

    /** All of them, in the order of their numbers. */
    static final List<ErrorCode> ALL =
            List.of(NOT_AUTHORIZED, NOT_REACHED, CONNECTION_LOST, TIMED_OUT, REFUSED, SERVER_FAILED);

    private __Prefix__Errors() {}
}
