package dev.tenfold.server.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;

/**
 * The embedded database's driver, {@code jdbc:h2:mem:lost...}, whose connection is lost before a
 * statement or a commit.
 */
final class LostConnection implements Driver, AutoCloseable {

    private static final String URL = "jdbc:h2:mem:lost";

    private final Driver database = new org.h2.Driver();
    private final AtomicInteger left = new AtomicInteger(Integer.MAX_VALUE);

    /** The first driver that takes a URL is asked: this one stands before the database's own. */
    LostConnection() throws SQLException {
        Driver own = DriverManager.getDriver(URL);
        DriverManager.deregisterDriver(own);
        DriverManager.registerDriver(this);
        DriverManager.registerDriver(own);
    }

    static String url(String name) {
        return URL + name + ";DB_CLOSE_DELAY=-1";
    }

    /** Loses the connection before the next statement but so many. */
    void loseAfter(int statements) {
        left.set(statements);
    }

    void keep() {
        left.set(Integer.MAX_VALUE);
    }

    @Override
    public Connection connect(String url, Properties info) throws SQLException {
        Connection connection = database.connect(url, info);
        return proxy(Connection.class, connection, connection);
    }

    /** The same, with what it makes, but that it may be lost. */
    private <T> T proxy(Class<T> type, T original, Connection connection) {
        Object proxy =
                Proxy.newProxyInstance(
                        LostConnection.class.getClassLoader(),
                        new Class<?>[] {type},
                        (self, method, arguments) -> {
                            if (isStatement(method) && left.getAndDecrement() == 0) {
                                left.set(0);
                                connection.close();
                                throw new SQLException("connection lost", "08006");
                            }
                            Object made = call(original, method, arguments);
                            return made instanceof Statement
                                    ? wrapped(method.getReturnType(), made, connection)
                                    : made;
                        });
        return type.cast(proxy);
    }

    private <T> Object wrapped(Class<T> type, Object made, Connection connection) {
        return proxy(type, type.cast(made), connection);
    }

    private static boolean isStatement(Method method) {
        return method.getName().startsWith("execute") || method.getName().equals("commit");
    }

    private static Object call(Object on, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(on, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Override
    public boolean acceptsURL(String url) {
        return url.startsWith(URL);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties info) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return database.getMajorVersion();
    }

    @Override
    public int getMinorVersion() {
        return database.getMinorVersion();
    }

    @Override
    public boolean jdbcCompliant() {
        return true;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }

    @Override
    public void close() throws SQLException {
        DriverManager.deregisterDriver(this);
    }
}
